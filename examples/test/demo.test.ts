import { createServer } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDemo } from "../src/demo/demo.ts";
import type { Demo } from "../src/demo/demo.ts";
import { demoPorts } from "../src/demo/demo-ports.ts";
import type { WireMessage } from "../src/demo/exchange-log.ts";
import { listenOnLoopback } from "../src/loopback-server.ts";

const ANY_PORT = { port: 0, whenBusy: "fail" } as const;
const EXCHANGE = "0f8fad5b-d9cb-469f-a165-70867728950e";

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ api: ANY_PORT, allowed: ANY_PORT, refused: ANY_PORT });
});
afterAll(() => demo.close());

describe("ports", () => {
  test("there are three in a row, and others where these are busy", () => {
    expect(demoPorts(undefined)).toEqual({
      api: { port: 4810, whenBusy: "take-another" },
      allowed: { port: 4811, whenBusy: "take-another" },
      refused: { port: 4812, whenBusy: "take-another" },
    });
  });

  test("a port that was asked for is taken, or it is an error", () => {
    expect(demoPorts("5000").refused).toEqual({ port: 5002, whenBusy: "fail" });
    expect(demoPorts("0")).toEqual({ api: ANY_PORT, allowed: ANY_PORT, refused: ANY_PORT });
  });

  test.each(["5000 ", "-1", "0x10", "1e3", "65534", "five"])("%j is no port", (text) => {
    expect(() => demoPorts(text)).toThrow(RangeError);
  });

  test("a busy one is left to whoever has it", async () => {
    const busy = await listenOnLoopback(() => createServer());
    const wish = { port: busy.port, whenBusy: "take-another" } as const;
    const other = await listenOnLoopback(() => createServer(), wish);
    try {
      expect(other.port).not.toBe(busy.port);
      const failing = { ...wish, whenBusy: "fail" } as const;
      await expect(listenOnLoopback(() => createServer(), failing)).rejects.toMatchObject({
        code: "EADDRINUSE",
      });
    } finally {
      await busy.close();
      await other.close();
    }
  });

  test("nothing listens but on the two addresses of localhost", async () => {
    for (const url of [demo.apiUrl, demo.allowedUrl, demo.refusedUrl]) {
      const port = Number(new URL(url).port);
      expect(await reach("127.0.0.1", port)).toBe("reached");
      // Whoever listens on every address listens here too.
      expect(await reach("127.0.0.2", port)).not.toBe("reached");
    }
  });
});

describe("the log of an exchange", () => {
  test("holds the response as it was sent, to the byte", async () => {
    const received = await rawGet(`/orders?exchange=${EXCHANGE}`);
    const [message, ...others] = await messages(EXCHANGE);
    expect(others).toEqual([]);
    expect(message?.request.startLine).toBe(`GET /orders?exchange=${EXCHANGE} HTTP/1.1`);
    expect(message?.request.headers).toEqual([
      ["Host", "localhost"],
      ["oRiGiN", demo.allowedUrl],
      ["Origin", "https://other.example"],
      ["Connection", "close"],
    ]);
    const { startLine, headers, body } = message?.response ?? {
      startLine: "",
      headers: [],
      body: "",
    };
    const head = [startLine, ...headers.map(([name, value]) => `${name}: ${value}`)].join("\r\n");
    expect(`${head}\r\n\r\n${body}`).toBe(received);
  });

  test("is empty for an exchange that nobody had", async () => {
    expect(await messages("7c9e6679-7425-40de-944b-e07fc1f90ae7")).toEqual([]);
  });

  test("is not kept of requests that name no exchange", async () => {
    await fetch(`${demo.apiUrl}/orders?exchange=toString`);
    const answer = await fetch(`${demo.allowedUrl}/exchanges/toString`);
    expect(answer.status).toBe(404);
  });

  test("forgets the oldest, and the eleventh message of one", async () => {
    const first = "00000000-0000-4000-8000-000000000000";
    for (let sent = 0; sent < 11; sent++) await fetch(`${demo.apiUrl}/orders?exchange=${first}`);
    expect((await messages(first)).length).toBe(10);
    for (let other = 1; other <= 100; other++) {
      const id = `00000000-0000-4000-8000-${String(other).padStart(12, "0")}`;
      await fetch(`${demo.apiUrl}/orders?exchange=${id}`);
    }
    expect(await messages(first)).toEqual([]);
  });

  test("is for the page's own origin: its server permits no other", async () => {
    const answer = await fetch(`${demo.allowedUrl}/exchanges/${EXCHANGE}`, {
      headers: { origin: demo.refusedUrl },
    });
    const names = [...answer.headers.keys()];
    expect(names.filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });
});

describe("the server of the page", () => {
  test.each(["/../demo.ts", "/%2e%2e/demo.ts", "/page", "/toString", "//etc/passwd"])(
    "has no %s",
    async (path) => {
      expect(await statusOf(demo.allowedUrl, path)).toBe(404);
    },
  );

  test.each(["/", "/page.css", "/page.js", "/requests.js", "/script-view.js", "/wire-view.js"])(
    "has %s, and nothing in it comes from elsewhere",
    async (path) => {
      const answer = await fetch(demo.allowedUrl + path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
      expect(await answer.text()).not.toMatch(/(?:src|url\(|import|@import)[^\n]*https?:/);
    },
  );
});

describe("the API", () => {
  const put = { method: "PUT", headers: { "content-type": "application/json" } };

  test.each([
    { path: "/orders/7", request: { ...put, body: '{"quantity":0}' }, status: 400 },
    { path: "/orders/7", request: { ...put, body: "{" }, status: 400 },
    { path: "/orders/7", request: { ...put, body: "null" }, status: 400 },
    { path: "/orders/7", request: { ...put, body: `"${"x".repeat(1100)}"` }, status: 413 },
    { path: "/orders/7", request: { ...put, headers: {}, body: '{"quantity":2}' }, status: 415 },
    { path: "/orders/9", request: { ...put, body: '{"quantity":2}' }, status: 404 },
    { path: "/nothing", request: { headers: {} }, status: 404 },
  ])("answers $status, which its page may read: $request.method $path", async (row) => {
    const headers = { ...row.request.headers, origin: demo.allowedUrl };
    const answer = await fetch(demo.apiUrl + row.path, { ...row.request, headers });
    expect(answer.status).toBe(row.status);
    expect(answer.headers.get("access-control-allow-origin")).toBe(demo.allowedUrl);
    expect(await answer.json()).toEqual({ error: expect.any(String) });
  });

  test("keeps each customer's orders apart", async () => {
    const first = await fetch(`${demo.apiUrl}/orders`);
    const cookie = (first.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    await fetch(`${demo.apiUrl}/orders/8`, { method: "DELETE", headers: { cookie } });
    const mine = await fetch(`${demo.apiUrl}/orders`, { headers: { cookie } });
    expect(mine.headers.get("set-cookie")).toBe(null);
    expect(await mine.json()).toEqual({ orders: [{ id: 7, item: "kettle", quantity: 1 }] });
    const another = (await (await fetch(`${demo.apiUrl}/orders`)).json()) as { orders: unknown[] };
    expect(another.orders.length).toBe(2);
  });
});

async function messages(exchange: string): Promise<WireMessage[]> {
  const answer = await fetch(`${demo.refusedUrl}/exchanges/${exchange}`);
  return (await answer.json()) as WireMessage[];
}

/** Sends a request as no `fetch` would: with header names in odd case, and one of them twice. */
function rawGet(target: string): Promise<string> {
  const lines = [
    `GET ${target} HTTP/1.1`,
    "Host: localhost",
    `oRiGiN: ${demo.allowedUrl}`,
    "Origin: https://other.example",
    "Connection: close",
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(demo.apiUrl).port), "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.once("end", () => resolve(text));
    socket.once("error", reject);
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  });
}

/** Asks for a path as it is written; `fetch` would take the dots out. */
function statusOf(url: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.once("data", (chunk) => {
      resolve(Number(chunk.toString().split(" ")[1]));
      socket.destroy();
    });
    socket.once("error", reject);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}

function reach(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const settle = (outcome: string): void => {
      socket.destroy();
      resolve(outcome);
    };
    socket.once("connect", () => settle("reached"));
    socket.once("error", (error) => settle(error.message));
    socket.once("timeout", () => settle("timed out"));
  });
}
