import { describe, expect, it, test } from "vitest";
import { APP, load, ANYONE, APP_WITH_CREDENTIALS } from "./element-kit.ts";

describe("an event source", () => {
  it("opens, and gets its message", async () => {
    const { outcome, requests } = await load({ kind: "event-source", grant: ANYONE });
    expect(outcome).toMatchObject({
      result: "message",
      events: ["open", "message"],
      readyState: 1,
      text: "CHICKEN",
    });
    expect(requests[0]!.headers.get("Accept")).toBe("text/event-stream");
    expect(requests[0]!.headers.get("Cache-Control")).toBe("no-cache");
  });

  it("with credentials takes a grant with credentials", async () => {
    const attributes = { withCredentials: true };
    expect(
      (await load({ kind: "event-source", attributes, grant: ANYONE })).outcome.readyState,
    ).toBe(2);
    expect(
      (await load({ kind: "event-source", attributes, grant: APP_WITH_CREDENTIALS })).outcome
        .readyState,
    ).toBe(1);
  });

  test.each([
    [204, "text/event-stream", "status"],
    [500, "text/event-stream", "status"],
    [200, "text/html", "type"],
  ] as const)("is closed by status %d of type %s", async (status, type, failure) => {
    const { outcome } = await load({ kind: "event-source", to: APP, status, type });
    expect(outcome).toMatchObject({ result: "error", events: ["error"], readyState: 2, failure });
  });

  it("connects anew when a stream ends without an event", async () => {
    const { outcome } = await load({ kind: "event-source", to: APP, body: ": nothing\n\n" });
    expect(outcome).toMatchObject({ result: "error", events: ["open", "error"], readyState: 0 });
  });
});
