import vm from "node:vm";
import { describe, expect, test } from "vitest";
import { Browser, type Transport, type TransportResponse } from "../../src/index.ts";

const answer: TransportResponse = {
  status: 200,
  statusText: "OK",
  headers: [["Access-Control-Allow-Origin", "*"]],
  body: null,
};
const OtherPromise = vm.runInNewContext("Promise") as PromiseConstructor;

/** As a test runner gives each file a context of its own, a transport's promises need not be the engine's. */
const transports: Record<string, () => unknown> = {
  "a promise of another context": () => OtherPromise.resolve(answer),
  "a promise of its own make": () => ({
    // oxlint-disable-next-line unicorn/no-thenable -- that is what is tried here
    then: (...settled: Parameters<Promise<TransportResponse>["then"]>) =>
      OtherPromise.resolve(answer).then(...settled),
  }),
  "the response itself": () => answer,
};

describe.each(["standard", "chromium", "firefox", "webkit"] as const)("in %s", (engine) => {
  test.each(Object.keys(transports))("a transport may answer with %s", async (kind) => {
    const transport = { send: transports[kind]! } as Transport;
    const page = new Browser({ engine, transport }).open("https://app.example/");
    expect((await page.fetch("https://api.example/")).status).toBe(200);
    // Nobody allows PUT: it is refused for that and nothing else.
    await expect(page.fetch("https://api.example/", { method: "PUT" })).rejects.toMatchObject({
      cause: { code: "MethodDisallowedByPreflightResponse" },
    });
  });
});
