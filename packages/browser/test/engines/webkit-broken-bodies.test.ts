import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, test } from "vitest";

// Recorded with conformance/lab: `broken-bodies-*`.

const broken = {
  async *[Symbol.asyncIterator]() {
    yield new Uint8Array(3);
    throw Object.assign(new Error("gone"), { code: "ECONNRESET" });
  },
};

async function responseIn(engine: EngineName = "webkit") {
  const transport = {
    send: () => Promise.resolve({ status: 200, statusText: "OK", headers: [], body: broken }),
  };
  return new Browser({ engine, transport }).open("https://app.example/").fetch("/orders");
}

const USED = "Body is disturbed or locked";

test("what WebKit saw break off is told so as often as it is read, and not that it is used", async () => {
  const response = await responseIn();
  await expect(response.text()).rejects.toThrow(/^Load failed$/);
  await expect(response.blob()).rejects.toThrow(/^Load failed$/);
  expect(response.bodyUsed).toBe(true);
  expect(() => response.clone()).toThrow(USED);
});

test("so is what a reader saw break off", async () => {
  const response = await responseIn();
  const reader = response.body!.getReader();
  await reader.read();
  await expect(reader.read()).rejects.toThrow(/^Load failed$/);
  await expect(response.text()).rejects.toThrow(/^Load failed$/);
});

test("who waits for all of a stream is told with the error's name in front, and a copy once", async () => {
  const response = await responseIn();
  const copy = response.clone();
  const error: unknown = await response.text().catch((one: unknown) => one);
  expect(error).toMatchObject({
    name: "TypeError",
    message: "TypeError: Load failed",
    cause: { code: "TransportFailed" },
  });
  await expect(copy.text()).rejects.toThrow(/^TypeError: Load failed$/);
  await expect(response.text()).rejects.toThrow(/^Load failed$/);
  await expect(copy.text()).rejects.toThrow(USED);
});

test.each(["standard", "chromium", "firefox"] as const)(
  "in %s it is used by then",
  async (engine) => {
    const response = await responseIn(engine);
    const first: unknown = await response.text().catch((one: unknown) => one);
    expect(first).toHaveProperty("cause.code", "TransportFailed");
    const second: unknown = await response.text().catch((one: unknown) => one);
    expect(second).not.toHaveProperty("cause");
  },
);
