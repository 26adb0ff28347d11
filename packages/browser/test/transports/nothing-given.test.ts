import { Browser, type EngineName, type Transport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

const nothings: readonly [string, unknown, string][] = [
  ["nothing", undefined, "undefined"],
  ["a promise of nothing", Promise.resolve(), "undefined"],
  ["a promise of null", Promise.resolve(null), "null"],
  ["a status alone", 200, "200"],
];

describe.each(engines)("in %s", (engine) => {
  it.each(nothings)(
    "a transport that gives %s is told of what it gave and what is wanted",
    async (_, given, shown) => {
      const transport = { send: () => given } as unknown as Transport;
      const page = new Browser({ engine, transport }).open("https://app.example/");
      await expect(page.fetch("/orders")).rejects.toMatchObject({
        name: "TypeError",
        cause: {
          code: "TransportFailed",
          cause: {
            message: `the transport's send() gave ${shown}; give a promise of { status, statusText, headers, body }`,
          },
        },
      });
    },
  );
});
