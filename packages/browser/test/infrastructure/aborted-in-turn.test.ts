import {
  Browser,
  type EngineName,
  type Transport,
  type TransportResponse,
} from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

describe.each(engines)("in %s", (engine) => {
  it("who waits for the same goes on once that is aborted, whether or not a transport hears of it", async () => {
    const sent: string[] = [];
    const answer: TransportResponse = {
      status: 200,
      statusText: "OK",
      headers: [["Cache-Control", "max-age=600"]],
      body: null,
    };
    // One that looks at no signal.
    const transport: Transport = {
      send: ({ url }) => {
        sent.push(url.pathname);
        return sent.length === 1 ? new Promise(() => undefined) : Promise.resolve(answer);
      },
    };
    const page = new Browser({ engine, session: "persistent", transport }).open(
      "https://app.example/",
    );
    const controller = new AbortController();
    const aborted = page.fetch("/orders", { signal: controller.signal });
    const waiting = page.fetch("/orders");
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
    expect((await waiting).status).toBe(200);
  });
});
