import { inspect } from "node:util";
import { expect, it } from "vitest";
import { Browser } from "../../src/browser.ts";
import { handlerTransport } from "../../src/transports/handler.ts";

const api = (): Response =>
  new Response("hello", {
    headers: { "Access-Control-Allow-Origin": "*", "Content-Type": "text/plain" },
  });
const browser = new Browser({ engine: "firefox", transport: handlerTransport(api) });
const page = browser.open("https://app.example/");

it("a response prints what a script may see of it, and can still be read", async () => {
  const response = await page.fetch("https://api.example/orders");
  const text = inspect(response);
  expect(text).toMatch(/^Response \{/);
  expect(text).toContain("type: 'cors'");
  expect(text).toContain("url: 'https://api.example/orders'");
  expect(text).toContain("Headers { 'content-type': 'text/plain' }");
  expect(text).not.toContain("access-control");
  expect(await response.text()).toBe("hello");
});

it("an opaque response prints nothing of what it hides", async () => {
  const response = await page.fetch("https://api.example/orders", { mode: "no-cors" });
  const text = inspect(response);
  expect(text).toContain("type: 'opaque'");
  expect(text).toContain("status: 0");
  expect(text).not.toContain("orders");
});

it("a request prints its method, URL and headers", () => {
  const request = new page.Request("/orders", { method: "PUT", headers: { "X-A": "1" } });
  const text = inspect(request);
  expect(text).toMatch(/^Request \{/);
  expect(text).toContain("method: 'PUT'");
  expect(text).toContain("Headers { 'x-a': '1' }");
});

it("a page prints where it is, and neither its browser nor its engine's rules", async () => {
  const text = "Page { url: 'https://app.example/', origin: 'https://app.example' }";
  expect(inspect(page)).toBe(text);
  const { result } = await page.traced((traced) => Promise.resolve(inspect({ traced })));
  expect(result).toBe(`{\n  traced: ${text}\n}`);
});

it("a browser prints its engine's name", () => {
  expect(inspect(browser)).toBe("Browser { engine: 'firefox' }");
});

it("a test that expected a refusal is told that there was none", async () => {
  const failing = async (): Promise<void> => {
    await expect(page.fetch("https://api.example/orders")).rejects.toThrow(TypeError);
  };
  await expect(failing()).rejects.toThrow(/resolved "Response/);
});

it("a refusal names its cause, so that test runners print it", async () => {
  const error = await page
    .fetch("https://api.example/orders", { method: "PUT" })
    .catch((reason: unknown) => reason);
  expect((error as Error).cause).toMatchObject({
    name: "CorsError",
    code: "MethodDisallowedByPreflightResponse",
  });
});

it("what is no response, though it looks like one, prints its name", async () => {
  const response = await page.fetch("https://api.example/orders");
  expect(inspect(new Proxy(response, {}))).toBe("Response {}");
  expect(inspect(Object.create(response))).toBe("Response {}");
});
