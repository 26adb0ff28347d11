import { createServer } from "node:http";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDemo } from "../src/demo/demo.ts";
import type { Demo } from "../src/demo/demo.ts";
import { listenOnLoopback } from "../src/loopback-server.ts";
import { CHROMIUM } from "./chromium.ts";
import { corsOf, methods, pageOn, valueOf } from "./demo-page.ts";

const ANY_PORT = { port: 0, whenBusy: "fail" } as const;

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  browser = await chromium.launch(CHROMIUM);
  demo = await startDemo({ api: ANY_PORT, allowed: ANY_PORT, refused: ANY_PORT });
});

afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

test("canary: this browser keeps the responses of a server without CORS from scripts", async () => {
  let requests = 0;
  const server = await listenOnLoopback(() =>
    createServer((_request, response) => {
      requests += 1;
      response.end("secret");
    }),
  );
  const other = await listenOnLoopback(() =>
    createServer((_request, response) => {
      response.setHeader("Content-Type", "text/html").end("<title>a page</title>");
    }),
  );
  const page = await browser.newPage();
  try {
    await page.goto(other.url);
    const seen = await page.evaluate(
      (url) =>
        fetch(url).then(
          (response) => response.text(),
          (error: unknown) => String(error),
        ),
      server.url,
    );
    expect(seen).toBe("TypeError: Failed to fetch");
    expect(requests).toBe(1);
  } finally {
    await page.close();
    await server.close();
    await other.close();
  }
});

describe("on the origin that the policy lists", () => {
  const { press, page, id } = pageOn(
    () => browser,
    () => demo.allowedUrl,
  );

  test("the page says so, and names the other", async () => {
    expect(await page().textContent("#standing-verdict")).toBe(
      "The policy lists this page’s origin.",
    );
    expect(await page().textContent("#page-origin")).toBe(demo.allowedUrl);
    expect(await page().getAttribute("#other-page", "href")).toBe(`${demo.refusedUrl}/`);
  });

  test("the orders are read by one request, of which the script sees the safelisted and exposed headers", async () => {
    const { script, wire, summary } = await press("read");
    expect(summary).toBe("No preflight. The GET was answered 200.");
    expect(script.verdict).toBe("Status 200");
    expect(script.headerNames).toEqual([
      "cache-control",
      "content-length",
      "content-type",
      "x-request-id",
    ]);
    expect(JSON.parse(script.body)).toEqual({
      orders: [
        { id: 7, item: "kettle", quantity: 1 },
        { id: 8, item: "teapot", quantity: 2 },
      ],
    });

    expect(methods(wire)).toEqual(["GET"]);
    const [message] = wire;
    expect(valueOf(message?.request, "Origin")).toBe(demo.allowedUrl);
    expect(message?.response?.startLine).toBe("HTTP/1.1 200 OK");
    expect(corsOf(message?.response)).toEqual({
      "Access-Control-Allow-Origin": demo.allowedUrl,
      "Access-Control-Allow-Credentials": "true",
      "Access-Control-Expose-Headers": "X-Request-Id",
    });
    expect(valueOf(message?.response, "Vary")).toBe("Origin");
    expect(valueOf(message?.response, "X-Served-By")).toBe("orders-1");
    expect(valueOf(message?.response, "Set-Cookie")).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect(message?.response?.body).toBe(script.body);
  });

  test("a PUT is sent with the cookie, after a preflight without one", async () => {
    await press("read");
    const { script, wire, summary } = await press("change");
    expect(summary).toBe("A preflight, answered 204. The PUT was answered 200.");
    expect(script.verdict).toBe("Status 200");
    expect(JSON.parse(script.body)).toEqual({ id: 7, item: "kettle", quantity: 3 });

    expect(methods(wire)).toEqual(["OPTIONS", "PUT"]);
    const [preflight, put] = wire;
    expect(valueOf(preflight?.request, "Access-Control-Request-Method")).toBe("PUT");
    expect(valueOf(preflight?.request, "Access-Control-Request-Headers")).toBe("content-type");
    expect(valueOf(preflight?.request, "Cookie")).toBe(null);
    expect(preflight?.response?.startLine).toBe("HTTP/1.1 204 No Content");
    expect(corsOf(preflight?.response)).toEqual(completeAnswer());
    expect(valueOf(put?.request, "Cookie")).toMatch(/^crosswalk-demo=/);
    expect(put?.request.body).toBe('{"quantity":3}');

    const after = await press("read");
    expect(JSON.parse(after.script.body)).toMatchObject({ orders: [{ id: 7, quantity: 3 }, {}] });
  });

  test("every press asks again, because every press has a URL of its own", async () => {
    await press("change");
    expect(methods((await press("change")).wire)).toEqual(["OPTIONS", "PUT"]);
  });

  test("a DELETE is refused by the browser, from a complete answer, and never sent", async () => {
    const { script, wire, summary } = await press("remove");
    expect(summary).toBe("A preflight, answered 204. No DELETE followed.");
    expect(script.verdict).toBe("TypeError: Failed to fetch");
    expect(methods(wire)).toEqual(["OPTIONS"]);
    expect(valueOf(wire[0]?.request, "Access-Control-Request-Method")).toBe("DELETE");
    expect(corsOf(wire[0]?.response)).toEqual(completeAnswer());

    const after = await press("read");
    expect(JSON.parse(after.script.body)).toMatchObject({ orders: [{ id: 7 }, { id: 8 }] });
  });

  test("an upload shows its progress, after a preflight that the listener forces", async () => {
    const { script, wire, summary } = await press("upload");
    expect(summary).toBe("A preflight, answered 204. The POST was answered 200.");
    expect(script.verdict).toBe("Status 200");
    expect(JSON.parse(script.body)).toEqual({ received: 8 * 1024 * 1024 });

    expect(methods(wire)).toEqual(["OPTIONS", "POST"]);
    expect(valueOf(wire[0]?.request, "Access-Control-Request-Method")).toBe("POST");
    expect(valueOf(wire[0]?.request, "Access-Control-Request-Headers")).toBe(null);
    expect(valueOf(wire[1]?.request, "Content-Type")).toBe("text/plain");
    expect(await page().textContent(`${id("upload")} output`)).toBe("100 %");
    // More than the last event: the bar moved.
    expect(await page().evaluate(() => Reflect.get(globalThis, "shares").length)).toBeGreaterThan(
      2,
    );
  });

  test("the keyboard is enough", async () => {
    await page().focus(`${id("read")} button`);
    await page().keyboard.press("Enter");
    await page().waitForSelector(`${id("read")}[data-state=response]`);
    const focused = await page().evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe("Read the orders");
  });

  test.each([360, 768, 1400])("nothing is wider than a window of %d pixels", async (width) => {
    await page().setViewportSize({ width, height: 800 });
    await press("change");
    expect(await page().evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  test("nothing is loaded from anywhere but the page's own server and the API", async () => {
    const origins = new Set<string>();
    page().on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol !== "data:") origins.add(url.origin);
    });
    await page().reload();
    await press("read");
    expect([...origins].toSorted()).toEqual([demo.allowedUrl, demo.apiUrl].toSorted());
  });
});

describe("on the origin that the policy does not list", () => {
  const { press, page } = pageOn(
    () => browser,
    () => demo.refusedUrl,
  );

  test("the page says so, and names the other", async () => {
    expect(await page().textContent("#standing-verdict")).toBe(
      "The policy does not list this page’s origin.",
    );
    expect(await page().getAttribute("#other-page", "href")).toBe(`${demo.allowedUrl}/`);
  });

  test("the orders are asked for and answered, and the answer is hidden", async () => {
    const { script, wire, summary } = await press("read");
    expect(script.verdict).toBe("TypeError: Failed to fetch");
    expect(summary).toBe(
      "No preflight. The GET was answered 200, and the browser kept the answer from the script.",
    );
    expect(methods(wire)).toEqual(["GET"]);
    expect(valueOf(wire[0]?.request, "Origin")).toBe(demo.refusedUrl);
    expect(wire[0]?.response?.startLine).toBe("HTTP/1.1 200 OK");
    expect(wire[0]?.response?.body).toContain("kettle");
    expect(corsOf(wire[0]?.response)).toEqual({});
    expect(valueOf(wire[0]?.response, "Vary")).toBe("Origin");
  });

  test("the cookie of the other origin's session travels, and does not help", async () => {
    await page().goto(demo.allowedUrl);
    await press("read");
    await page().goto(demo.refusedUrl);
    const { script, wire } = await press("read");
    expect(valueOf(wire[0]?.request, "Cookie")).toMatch(/^crosswalk-demo=/);
    expect(script.verdict).toBe("TypeError: Failed to fetch");
  });

  test.each([
    { call: "change", method: "PUT", verdict: "TypeError: Failed to fetch" },
    { call: "remove", method: "DELETE", verdict: "TypeError: Failed to fetch" },
    { call: "upload", method: "POST", verdict: "an error event, with status 0" },
  ])("a $method is refused at the preflight and never sent", async ({ call, method, verdict }) => {
    const { script, wire, summary } = await press(call);
    expect(script.verdict).toBe(verdict);
    expect(summary).toBe(`A preflight, answered 403. No ${method} followed.`);
    expect(methods(wire)).toEqual(["OPTIONS"]);
    expect(valueOf(wire[0]?.request, "Access-Control-Request-Method")).toBe(method);
    expect(wire[0]?.response?.startLine).toBe("HTTP/1.1 403 Forbidden");
    expect(corsOf(wire[0]?.response)).toEqual({});
    expect(valueOf(wire[0]?.response, "Vary")).toBe("Origin");
  });
});

/** What the policy of the demo answers to every preflight of the listed origin. */
function completeAnswer(): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": demo.allowedUrl,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "PUT",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "600",
  };
}
