import { Browser, type EngineName, type Page } from "@crosswalk/browser";
import { nodeTransport, type NodeTransportOptions } from "@crosswalk/browser/node";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, afterEach, describe, expect, it } from "vitest";

const cleanups: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
process.on("unhandledRejection", note);

afterAll(async () => {
  // One turn, so that what was rejected last is noticed.
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

interface BadServer {
  readonly url: string;
  readonly requests: string[];
  /** Those that are open now. */
  readonly sockets: Set<Socket>;
  /** How many there ever were. */
  readonly accepted: () => number;
}

/** Does with a socket what the test wants, once a request has come over it. */
async function serve(answer: (socket: Socket, request: string) => void): Promise<BadServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    accepted++;
    let text = "";
    socket.on("error", () => undefined);
    socket.on("end", () => socket.end());
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      if (!text.includes("\r\n\r\n")) return;
      requests.push(text);
      text = "";
      answer(socket, requests.at(-1)!);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  cleanups.push(() => sockets.forEach((socket) => socket.destroy()));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, requests, sockets, accepted: () => accepted };
}

function open(
  options: NodeTransportOptions = {},
  engine: EngineName = "chromium",
): { browser: Browser; page: Page } {
  const browser = new Browser({ engine, transport: nodeTransport(options) });
  cleanups.push(() => browser.close());
  return { browser, page: browser.open("http://app.example/") };
}

/** The true reason, as the cause and the trace tell it. */
async function reasonOf(page: Page, url: string): Promise<unknown> {
  const { result: error, events } = await page.traced((traced) =>
    traced
      .fetch(url)
      .then((response) => response.text())
      .catch((reason: unknown) => reason),
  );
  expect(error).toBeInstanceOf(TypeError);
  let cause = (error as Error).cause as { code?: string; cause?: Error };
  // Of a body, the cause is what broke it; before it, what the fetch came to.
  if (cause.code === "TransportFailed") cause = cause.cause as typeof cause;
  const failed = events.findLast((event) => event.kind === "failed");
  const { name, message } = cause as Error;
  expect(failed).toMatchObject({
    failure: { code: "TransportFailed", cause: { name, message } },
  });
  return message;
}

const granted = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n";

describe("garbage over a socket is a network error with its reason, and closes the socket", () => {
  it.each([
    ["nothing", "", "the connection ended without a response"],
    [
      "something else",
      "SSH-2.0-OpenSSH_9.2p1\r\n",
      'the response begins "SSH-2.0-OpenSSH_9.2p1\\r\\n" instead of with a status line',
    ],
    ["a zero byte", `${granted}X: \0\r\n\r\n`, "there is a zero byte in the head of the response"],
    [
      "two lengths",
      `${granted}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      'the response has several different values for "content-length": "1", "2"',
    ],
    [
      "a short body",
      `${granted}Content-Length: 9\r\n\r\nab`,
      "the connection ended within the body",
    ],
    [
      "a chunk without a size",
      `${granted}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      `a line between chunks is "zz"; it must begin with a chunk's size`,
    ],
    [
      "a body in no coding",
      `${granted}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab`,
      "the body is no gzip",
    ],
  ])("%s", async (_, bytes, reason) => {
    const { url, sockets } = await serve((socket) => socket.end(Buffer.from(bytes, "latin1")));
    const { page } = open();
    expect(await reasonOf(page, url)).toBe(reason);
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("a reset before an answer, and within one", async () => {
    const { url, sockets } = await serve((socket, request) => {
      if (request.startsWith("GET /within")) {
        socket.write(`${granted}Content-Length: 9\r\n\r\nab`, () =>
          setTimeout(() => socket.resetAndDestroy(), 20),
        );
      } else socket.resetAndDestroy();
    });
    const { page } = open();
    expect(await reasonOf(page, url)).toBe("the connection was reset without a response");
    expect(await reasonOf(page, `${url}within`)).toMatch(/^the server broke off the connection/);
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("a server that isn't there", async () => {
    const { url } = await serve(() => undefined);
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    const { page } = open();
    expect(await reasonOf(page, url)).toMatch(/^nothing listens there \(.*ECONNREFUSED/);
  });

  it("a socket that is half closed: the server says it is done, and stays", async () => {
    const { url, sockets } = await serve((socket) => socket.end());
    const { page } = open();
    expect(await reasonOf(page, url)).toBe("the connection ended without a response");
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("a Location that is no URL", async () => {
    const { url } = await serve((socket) =>
      socket.end(
        "HTTP/1.1 302 X\r\nAccess-Control-Allow-Origin: *\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
      ),
    );
    const { page } = open();
    const failure = { code: "InvalidLocation", parameter: "http://[" };
    const { result, events } = await page.traced((traced) =>
      traced.fetch(url).catch((reason: unknown) => reason),
    );
    expect(result).toMatchObject({ cause: failure });
    expect(events.at(-1)).toMatchObject({ kind: "failed", failure });
  });

  it("redirects without end", async () => {
    const { url, requests, sockets } = await serve((socket, request) => {
      const count = Number(/\d+/.exec(request)![0]);
      socket.write(
        `HTTP/1.1 302 X\r\nAccess-Control-Allow-Origin: *\r\nLocation: /${count + 1}\r\nContent-Length: 0\r\n\r\n`,
      );
    });
    const { browser, page } = open();
    await expect(page.fetch(`${url}0`)).rejects.toMatchObject({ cause: { code: "RedirectLimit" } });
    expect(requests).toHaveLength(21);
    await browser.close();
    await expect.poll(() => sockets.size).toBe(0);
  });
});

describe("what a server sends without end", () => {
  /** Writes the same again and again, as long as anybody takes it, and tells how much that was. */
  function flood(socket: Socket, piece: string): { written: number } {
    const state = { written: 0 };
    const bytes = Buffer.from(piece.repeat(1024), "latin1");
    const more = (): void => {
      while (!socket.destroyed && state.written < 200 << 20) {
        state.written += bytes.length;
        if (!socket.write(bytes)) return void socket.once("drain", more);
      }
    };
    more();
    return state;
  }

  // What the system itself holds of what one side wrote and the other never read.
  const SYSTEM_BUFFERS = 20 << 20;

  it.each([
    ["a head of one line", `${granted}X: `, "x".repeat(64), "larger than 262144 bytes"],
    ["a head of many lines", granted, `X: ${"x".repeat(60)}\r\n`, "larger than 262144 bytes"],
    [
      "interim responses",
      "",
      `HTTP/1.1 103 X\r\nX: ${"x".repeat(60)}\r\n\r\n`,
      "larger than 262144 bytes",
    ],
    [
      "a line between chunks",
      `${granted}Transfer-Encoding: chunked\r\n\r\n`,
      "0".repeat(64),
      "it is too long",
    ],
  ])("is refused soon: %s", async (_, start, piece, reason) => {
    let state = { written: 0 };
    const { url, sockets } = await serve((socket) => {
      socket.write(start);
      state = flood(socket, piece);
    });
    const { page } = open();
    expect(await reasonOf(page, url)).toContain(reason);
    await expect.poll(() => sockets.size).toBe(0);
    expect(state.written).toBeLessThan(SYSTEM_BUFFERS);
  });

  it("is left with it as a preflight's body, and the request goes on over another connection", async () => {
    let state = { written: 0 };
    const { url, sockets } = await serve((socket, request) => {
      if (request.startsWith("PUT"))
        return void socket.end(`${granted}Content-Length: 2\r\n\r\nok`);
      socket.write(`${granted}Access-Control-Allow-Methods: PUT\r\n\r\n`);
      state = flood(socket, "x".repeat(64));
    });
    const { page } = open();
    const response = await page.fetch(url, { method: "PUT" });
    expect(await response.text()).toBe("ok");
    await expect.poll(() => sockets.size).toBe(0);
    expect(state.written).toBeLessThan(SYSTEM_BUFFERS);
  });
});

describe("a server that takes its time", () => {
  /** Sends one byte after the other, and the last of them for ever. */
  const trickle = (socket: Socket, text: string): void => {
    let index = 0;
    const timer = setInterval(() => {
      if (socket.destroyed) clearInterval(timer);
      else socket.write(text[Math.min(index++, text.length - 1)]!);
    }, 5);
    socket.on("close", () => clearInterval(timer));
  };

  it.each([
    ["never answers", {}, (): void => undefined, "no response had begun 150 ms after the request"],
    [
      "trickles its head",
      {},
      (socket: Socket) => trickle(socket, `${granted}X: x`),
      "no response had begun 150 ms after the request",
    ],
    [
      "stops within its body",
      {},
      (socket: Socket) => void socket.write(`${granted}Content-Length: 9\r\n\r\nab`),
      "nothing more of the body had come for 150 ms",
    ],
    [
      "trickles its body",
      { timeLimit: 400 },
      (socket: Socket): void => {
        socket.write(`${granted}\r\n`);
        trickle(socket, "ab");
      },
      "the response had not come whole 400 ms after the first request",
    ],
  ])("and %s is given up at the limit", async (_, limits, answer, reason) => {
    const { url, sockets } = await serve(answer);
    const { page } = open({ headersTimeout: 150, bodyTimeout: 150, ...limits });
    expect(await reasonOf(page, url)).toBe(reason);
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("and never shakes hands is given up at the limit", async () => {
    const { url, sockets } = await serve(() => undefined);
    const { page } = open({ connectTimeout: 100 });
    const secure = url.replace("http:", "https:");
    expect(await reasonOf(page, secure)).toBe("no connection stood after 100 ms");
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("and trickles a preflight's body without end, whose end WebKit waits for", async () => {
    const { url, requests } = await serve((socket) =>
      trickle(socket, `${granted}Access-Control-Allow-Methods: PUT\r\n\r\nx`),
    );
    const { page } = open({ headersTimeout: 1000, timeLimit: 1500 }, "webkit");
    await expect(page.fetch(url, { method: "PUT" })).rejects.toMatchObject({
      cause: { code: "TransportFailed" },
    });
    expect(requests).toHaveLength(1);
  });

  it("doesn't count the time that a slow reader takes", async () => {
    const chunk = "x".repeat(256 * 1024);
    const { url } = await serve((socket) =>
      socket.end(`${granted}Content-Length: ${chunk.length * 4}\r\n\r\n${chunk.repeat(4)}`),
    );
    const { page } = open({ bodyTimeout: 100 });
    const response = await page.fetch(url);
    let length = 0;
    for await (const bytes of response.body!) {
      if (length === 0) await new Promise((resolve) => setTimeout(resolve, 300));
      length += bytes.length;
    }
    expect(length).toBe(chunk.length * 4);
  });
});

describe("an abort", () => {
  it("ends what waits for a connection, and leaves those before it alone", async () => {
    const { url, sockets } = await serve((socket) =>
      setTimeout(() => socket.write(`${granted}Content-Length: 2\r\n\r\nok`), 100),
    );
    const { page } = open();
    // URLs of their own: a cache lets those of one URL go one after the other.
    const before = Array.from({ length: 6 }, (_, index) => page.fetch(`${url}${index}`));
    const controller = new AbortController();
    const waiting = page.fetch(url, { signal: controller.signal });
    await expect.poll(() => sockets.size).toBe(6);
    controller.abort(new Error("CHICKEN"));
    await expect(waiting).rejects.toThrow("CHICKEN");
    expect(await Promise.all(before.map(async (one) => (await one).text()))).toEqual(
      before.map(() => "ok"),
    );
  });
});

describe("connections", () => {
  it("are six at most, serve one request after the other, and are gone when the browser closes", async () => {
    const { url, requests, sockets, accepted } = await serve((socket) =>
      socket.write(`${granted}Content-Length: 2\r\n\r\nok`),
    );
    const { browser, page } = open();
    const fetched = Array.from({ length: 30 }, async (_, index) =>
      (await page.fetch(`${url}${index}`)).text(),
    );
    expect(new Set(await Promise.all(fetched))).toEqual(new Set(["ok"]));
    expect([requests.length, accepted() <= 6]).toEqual([30, true]);
    await browser.close();
    await expect.poll(() => sockets.size).toBe(0);
    await expect(page.fetch(url)).rejects.toThrow(TypeError);
  });

  it("serve no more once there was something behind a response", async () => {
    const { url, accepted } = await serve((socket) =>
      socket.write(
        `${granted}Content-Length: 2\r\n\r\nokHTTP/1.1 200 SMUGGLED\r\nContent-Length: 0\r\n\r\n`,
      ),
    );
    const { page } = open();
    for (const expected of ["OK", "OK"]) {
      const response = await page.fetch(url);
      expect([response.statusText, await response.text()]).toEqual([expected, "ok"]);
    }
    expect(accepted()).toBe(2);
  });

  it("that the server closed in the meantime have a request sent again as the engine does", async () => {
    const counts: Record<string, number> = {};
    for (const engine of ["chromium", "webkit"] as const) {
      const { url, requests } = await serve((socket) => {
        // Every second request of a connection meets its end.
        if (requests.length === 2) socket.destroy();
        else socket.write(`${granted}Content-Length: 2\r\n\r\nok`);
      });
      const { page } = open({}, engine);
      await (await page.fetch(url)).text();
      const outcome = await page.fetch(url, { method: "POST" }).then(
        (response) => response.text(),
        () => "rejected",
      );
      counts[`${engine} ${outcome}`] = requests.length;
    }
    expect(counts).toEqual({ "chromium ok": 3, "webkit rejected": 2 });
  });
});

describe("a response that not every browser reads", () => {
  it.each([
    [
      "in small letters",
      `http/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\nok`,
      ["chromium"],
    ],
    [
      "with one length twice in a line",
      `${granted}Content-Length: 2, 2\r\n\r\nok`,
      ["chromium", "firefox"],
    ],
    [
      "with a space before the colon",
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin : *\r\n\r\nok",
      ["chromium"],
    ],
    ["with two lengths", `${granted}Content-Length: 9\r\nContent-Length: 2\r\n\r\nok`, ["webkit"]],
  ])("is read over a socket by those that do: one %s", async (_, bytes, expected) => {
    const readers: string[] = [];
    for (const engine of ["chromium", "firefox", "webkit"] as const) {
      const { url } = await serve((socket) => socket.end(bytes));
      const { page } = open({}, engine);
      const text = await page.fetch(url).then(
        (response) => response.text(),
        () => "",
      );
      if (text === "ok") readers.push(engine);
    }
    expect(readers).toEqual(expected);
  });
});

describe("a request with a line end in it", () => {
  it.each([
    ["method", { method: "GET / HTTP/1.1\r\nX: 1\r\n\r\n", headers: [] }],
    ["header", { method: "GET", headers: [["X", "1\r\nY: 2"]] }],
  ] as const)("in its %s never leaves", async (_, given) => {
    const { url, accepted } = await serve(() => undefined);
    const transport = nodeTransport();
    cleanups.push(() => transport.close!());
    const sent = transport.send({ ...given, url: new URL(url), body: null }, null);
    await expect(sent).rejects.toThrow(TypeError);
    await transport.close!();
    expect(accepted()).toBeLessThanOrEqual(1);
  });
});
