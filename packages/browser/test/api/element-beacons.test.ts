import { describe, expect, it } from "vitest";
import { APP, load, ANYONE, APP_WITH_CREDENTIALS } from "./element-kit.ts";

describe("a beacon", () => {
  it("of a simple type is sent without CORS, with a body", async () => {
    const { outcome, requests } = await load({ kind: "beacon", attributes: { body: "CHICKEN" } });
    expect(outcome.result).toBe("sent");
    expect(requests.map(({ method }) => method)).toEqual(["POST"]);
    expect(requests[0]!.headers.get("Sec-Fetch-Mode")).toBe("no-cors");
    expect(requests[0]!.headers.get("Origin")).toBe(APP);
    expect(await requests[0]!.text()).toBe("CHICKEN");
  });

  it("of JSON asks first, with credentials in mind, and isn't told that it was refused", async () => {
    const body = new Blob(["{}"], { type: "application/json" });
    const refused = await load({
      kind: "beacon",
      attributes: { body },
      grant: { ...ANYONE, "Access-Control-Allow-Headers": "content-type" },
    });
    expect(refused.outcome).toMatchObject({
      result: "sent",
      cause: { code: "PreflightWildcardOriginNotAllowed" },
    });
    expect(refused.requests.map(({ method }) => method)).toEqual(["OPTIONS"]);
    const grant = { ...APP_WITH_CREDENTIALS, "Access-Control-Allow-Headers": "content-type" };
    const granted = await load({ kind: "beacon", attributes: { body }, grant });
    expect(granted.requests.map(({ method }) => method)).toEqual(["OPTIONS", "POST"]);
  });

  it("of more than 64 KiB is refused", async () => {
    const { outcome, requests } = await load({
      kind: "beacon",
      attributes: { body: "x".repeat(64 * 1024 + 1) },
    });
    expect([outcome.result, requests.length]).toEqual(["refused", 0]);
  });

  it("to something else than HTTP throws", async () => {
    const { outcome } = await load({ kind: "beacon", to: "data:," });
    expect(outcome).toMatchObject({ result: "thrown", error: "TypeError" });
  });
});
