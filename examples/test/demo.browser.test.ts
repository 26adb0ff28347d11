import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { Readable } from "node:stream";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startDemo } from "../src/demo/demo.ts";
import type { Demo } from "../src/demo/demo.ts";
import type { WireHalf, WireMessage } from "../src/demo/exchange-log.ts";
import { preflightCommand, requestCommand } from "../src/demo/greeting.ts";
import { listenOnLoopback } from "../src/loopback-server.ts";

// NB: Never --disable-web-security, nor a list of arguments from a package that may hold it: every test here would pass.
const ARGUMENTS = [
  "--no-sandbox",
  "--no-proxy-server",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const ANY_PORT = { port: 0, whenBusy: "fail" } as const;

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGUMENTS });
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
  const { press, page, id } = pageOn(() => demo.allowedUrl);

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
  const { press, page } = pageOn(() => demo.refusedUrl);

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

describe("npm start", () => {
  test("prints both pages and curls that work, and Ctrl-C ends it", async () => {
    // A terminal sends its signal to the whole group.
    const child = spawn("npm", ["start"], {
      cwd: new URL("../../", import.meta.url),
      env: { ...process.env, PORT: "0" },
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    try {
      const printed = await textUntil(child.stdout, "Ctrl-C ends it");
      const [api, allowed, refused] = ["API on", "Open", "then"].map(
        (word) => new RegExp(`${word} +(http://localhost:\\d+)`).exec(printed)?.[1] ?? "",
      ) as [string, string, string];
      expect(new Set([api, allowed, refused, ""]).size).toBe(4);
      for (const url of [allowed, refused]) {
        expect(await (await fetch(url)).text()).toContain("<!doctype html>");
      }
      const lines = printed.split("\n").map((line) => line.trim());
      expect(lines).toContain(preflightCommand(api, allowed));
      expect(lines).toContain(requestCommand(api, allowed));
      expect(await shell(preflightCommand(api, allowed))).toMatch(
        new RegExp(`^HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: ${allowed}\r\n`),
      );
      expect(await shell(requestCommand(api, allowed))).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*kettle/);
    } finally {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
    }
    expect(await ended).toBe(0);
  });
});

type Seen = { verdict: string; headerNames: string[]; body: string };

/** A page in a browser profile of its own for every test, so that no test has another's cookie. */
function pageOn(url: () => string): {
  page: () => Page;
  id: (call: string) => string;
  press: (call: string) => Promise<{ script: Seen; wire: WireMessage[]; summary: string }>;
} {
  let page: Page;
  const problems: string[] = [];
  const id = (call: string): string => `[data-call=${call}]`;

  beforeEach(async () => {
    const context = await browser.newContext();
    page = await context.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(url());
    return async () => {
      await context.close();
      expect(problems.splice(0)).toEqual([]);
    };
  });

  const press = async (
    call: string,
  ): Promise<{ script: Seen; wire: WireMessage[]; summary: string }> => {
    await page.waitForSelector(`${id(call)} .evidence section`);
    await page.evaluate((selector) => {
      const shares: number[] = [];
      Reflect.set(globalThis, "shares", shares);
      const bar = document.querySelector(`${selector} progress`);
      if (bar === null) return;
      new MutationObserver(() => shares.push((bar as HTMLProgressElement).value)).observe(bar, {
        attributes: true,
      });
    }, id(call));
    const log = page.waitForResponse((response) => response.url().includes("/exchanges/"));
    await page.click(`${id(call)} button`);
    const wire = (await (await log).json()) as WireMessage[];
    await page.waitForSelector(`${id(call)}:is([data-state=response], [data-state=error])`);

    const texts = (selector: string): Promise<string[]> =>
      page.locator(`${id(call)} ${selector}`).allTextContents();
    // What the page shows is what its server told it.
    expect(await texts(".wire-result .start")).toEqual(
      wire.flatMap(({ request, response }) => [request.startLine, response?.startLine ?? ""]),
    );
    expect((await texts(".wire-result .line:not(.start, .body)")).toSorted()).toEqual(
      wire
        .flatMap(({ request, response }) => [...request.headers, ...(response?.headers ?? [])])
        .map(([name, value]) => `${name}: ${value}`)
        .toSorted(),
    );
    const names = await texts(".script-result .name");
    return {
      wire,
      summary: (await texts(".summary")).join(),
      script: {
        verdict: (await texts(".verdict")).join(),
        headerNames: names.map((name) => name.slice(0, -1)),
        body: (await texts(".script-result .body")).join(),
      },
    };
  };
  return { page: () => page, id, press };
}

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

function methods(wire: readonly WireMessage[]): string[] {
  return wire.map((message) => message.method);
}

function valueOf(half: WireHalf | null | undefined, wanted: string): string | null {
  const values = (half?.headers ?? [])
    .filter(([name]) => name.toLowerCase() === wanted.toLowerCase())
    .map(([, value]) => value);
  return values.length === 0 ? null : values.join(" AND ");
}

function corsOf(half: WireHalf | null | undefined): Record<string, string> {
  const lines = (half?.headers ?? []).filter(([name]) => /^access-control-/i.test(name));
  expect(new Set(lines.map(([name]) => name.toLowerCase())).size).toBe(lines.length);
  return Object.fromEntries(lines);
}

function textUntil(stream: Readable, end: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(end)) resolve(text);
    });
    stream.once("end", () => reject(new Error(`it ended after ${JSON.stringify(text)}`)));
  });
}

function shell(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "ignore"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.once("error", reject);
    child.once("close", () => resolve(text));
  });
}
