import { Browser, type Transport } from "@crosswalk/browser";
import { nodeTransport, type NodeTransportOptions } from "@crosswalk/browser/node";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { deflateSync, gzipSync } from "node:zlib";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { readAll } from "../../src/infrastructure/body.ts";

const cleanups: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function transport(options: NodeTransportOptions = {}): Transport {
  const made = nodeTransport(options);
  cleanups.push(() => made.close!());
  return made;
}

async function listen(server: Server): Promise<URL> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path?query`);
}

/** A server of bytes: what it was sent is in `received`, what it answers is up to the test. */
async function rawServer(
  answer: (socket: Socket, request: string) => void,
): Promise<{ url: URL; received: string[]; sockets: Set<Socket> }> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = "";
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (!text.includes("\r\n\r\n")) return;
      received.push(text);
      answer(socket, text);
      text = "";
    });
  });
  cleanups.push(() => sockets.forEach((socket) => socket.destroy()));
  return { url: await listen(server), received, sockets };
}

const get = (url: URL, headers: readonly (readonly [string, string])[] = []) =>
  ({ method: "GET", url, headers, body: null }) as never;

const bytesBody = (text: string) => ({
  source: "bytes" as const,
  length: text.length,
  read: () => new TextEncoder().encode(text),
});

describe("a request over a socket", () => {
  it.each(["localhost.", "api.localhost", "api.localhost."])(
    "to %s reaches this machine, whatever its resolver knows",
    async (host) => {
      const { url, received } = await rawServer((socket) =>
        socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
      );
      url.hostname = host;
      const { status } = await transport().send(get(url), null);
      expect(status).toBe(200);
      expect(received[0]).toContain(`Host: ${host}:${url.port}\r\n`);
    },
  );

  it("carries its headers in the order and case they were given, and nothing but its framing beside", async () => {
    const { url, received } = await rawServer((socket) =>
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    );
    await transport().send(
      get(url, [
        ["X-Second", "2"],
        ["accept", "*/*"],
        ["X-First", "1"],
        ["x-second", "3"],
      ]),
      null,
    );
    const [line, ...headers] = received[0]!.trimEnd().split("\r\n");
    expect(line).toBe("GET /path?query HTTP/1.1");
    expect(
      headers.filter((header) => !/^(?:host|connection|accept-encoding):/i.test(header)),
    ).toEqual(["X-Second: 2", "accept: */*", "X-First: 1", "x-second: 3"]);
  });

  it.each(["CHICKEN", "patch", "DELETE"])("uses the method %s as it is written", async (method) => {
    const { url, received } = await rawServer((socket) =>
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    );
    await transport().send({ ...(get(url) as object), method } as never, null);
    expect(received[0]).toMatch(new RegExp(`^${method} /path\\?query HTTP`));
  });

  it("sends bytes with their length, and a stream in chunks", async () => {
    const bodies: { headers: Record<string, unknown>; body: string }[] = [];
    const url = await listen(
      createHttpServer(async (request, response) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        bodies.push({ headers: request.headers, body });
        response.end();
      }),
    );
    const { send } = transport();
    await send(
      { method: "POST", url, headers: [["Content-Length", "7"]], body: bytesBody("CHICKEN") },
      null,
    );
    const stream = new Blob(["CHICKEN"]).stream() as ReadableStream<Uint8Array>;
    await send(
      { method: "POST", url, headers: [], body: { source: null, length: null, stream } },
      null,
    );
    expect(bodies.map(({ body }) => body)).toEqual(["CHICKEN", "CHICKEN"]);
    expect(bodies[0]!.headers["content-length"]).toBe("7");
    expect(bodies[1]!.headers["transfer-encoding"]).toBe("chunked");
  });
});

describe("a response over a socket", () => {
  it("keeps its header lines apart, in order, and byte for byte", async () => {
    const { url } = await rawServer((socket) =>
      socket.end(
        Buffer.from(
          "HTTP/1.1 299 Quite Fine\r\nSet-Cookie: a=1\r\nVary: Origin\r\nSet-Cookie: b=2\r\nX-Bytes: \x80\xe9\r\nContent-Length: 2\r\n\r\nok",
          "latin1",
        ),
      ),
    );
    const response = await transport().send(get(url), null);
    expect(response.status).toBe(299);
    expect(response.statusText).toBe("Quite Fine");
    expect(response.headers).toEqual([
      ["Set-Cookie", "a=1"],
      ["Vary", "Origin"],
      ["Set-Cookie", "b=2"],
      ["X-Bytes", "\x80\xe9"],
      ["Content-Length", "2"],
    ]);
    expect(new TextDecoder().decode(await readAll(response.body!))).toBe("ok");
  });

  it("is a redirect where the server sent one: nobody follows it here", async () => {
    const { url, received } = await rawServer((socket) =>
      socket.end("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"),
    );
    const response = await transport().send(get(url), null);
    expect(response.status).toBe(302);
    expect(received).toHaveLength(1);
  });

  it("is the one after interim responses", async () => {
    const { url } = await rawServer((socket) =>
      socket.end(
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
      ),
    );
    const response = await transport().send(get(url), null);
    expect([response.status, response.headers]).toEqual([200, [["Content-Length", "2"]]]);
  });

  it.each([204, 304])("has no body with status %d", async (status) => {
    const { url } = await rawServer((socket) => socket.end(`HTTP/1.1 ${status} x\r\n\r\n`));
    expect((await transport().send(get(url), null)).body).toBeNull();
  });

  it("is read as it is asked for: what nobody reads stays with the server", async () => {
    const total = 64 << 20;
    let written = 0;
    const url = await listen(
      createHttpServer((_, response) => {
        const chunk = Buffer.alloc(1 << 20);
        const more = (): void => {
          while (written < total) {
            written += chunk.length;
            if (!response.write(chunk)) return void response.once("drain", more);
          }
          response.end();
        };
        more();
      }),
    );
    const response = await transport().send(get(url), null);
    await new Promise((resolve) => setTimeout(resolve, 200));
    // Socket buffers on both sides take some megabytes, not all of it.
    expect(written).toBeLessThan(total / 2);
    let length = 0;
    for await (const chunk of response.body!) length += chunk.length;
    expect(length).toBe(total);
  });

  it("lets go of the connection when its reader stops", async () => {
    const { url, sockets } = await rawServer((socket) =>
      socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"),
    );
    const response = await transport().send(get(url), null);
    for await (const _ of response.body!) break;
    await expect.poll(() => sockets.size).toBe(0);
  });
});

describe("a content coding", () => {
  const encoded = { gzip: gzipSync("CHICKEN"), deflate: deflateSync("CHICKEN") };

  it.each(["gzip", "deflate"] as const)("of %s is asked for and decoded", async (coding) => {
    const url = await listen(
      createHttpServer((request, response) => {
        const isAsked = request.headers["accept-encoding"]?.includes(coding) === true;
        response.writeHead(200, { "Content-Encoding": isAsked ? coding : "identity" });
        response.end(isAsked ? encoded[coding] : "not asked");
      }),
    );
    const response = await transport().send(get(url), null);
    expect(new TextDecoder().decode(await readAll(response.body!))).toBe("CHICKEN");
  });

  it("is not asked for where the request has its own mind", async () => {
    const { url, received } = await rawServer((socket) =>
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    );
    await transport().send(get(url, [["Accept-Encoding", "identity"]]), null);
    expect(received[0]!.match(/accept-encoding: .*/gi)).toEqual(["Accept-Encoding: identity"]);
  });

  it("of nothing is nothing, of garbage is an error, and of an unknown name is left alone", async () => {
    const url = await listen(
      createHttpServer(({ url: path }, response) => {
        response.writeHead(200, { "Content-Encoding": path === "/unknown" ? "chicken" : "gzip" });
        response.end(path === "/nothing" ? "" : "CHICKEN");
      }),
    );
    const { send } = transport();
    const read = async (path: string): Promise<string> =>
      new TextDecoder().decode(await readAll((await send(get(new URL(path, url)), null)).body!));
    expect(await read("/nothing")).toBe("");
    expect(await read("/unknown")).toBe("CHICKEN");
    await expect(read("/garbage")).rejects.toBeInstanceOf(Error);
  });
});

describe("a request that goes wrong is rejected", () => {
  it.each([
    ["something else than HTTP", "SSH-2.0-OpenSSH_9.2p1\r\n\r\n"],
    ["a zero byte", "HTTP/1.1 200 OK\r\nX: \0\r\n\r\n"],
    ["a status that is no number", "HTTP/1.1 abc OK\r\n\r\n"],
    [
      "two lengths that differ",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok",
    ],
    ["half a head", "HTTP/1.1 200 OK\r\nContent-"],
    ["nothing", ""],
    [
      "a switch of protocols",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: chicken\r\nConnection: Upgrade\r\n\r\n",
    ],
    ["headers without end", `HTTP/1.1 200 OK\r\nX: ${"x".repeat(300 * 1024)}`],
  ])("by %s", async (_, bytes) => {
    const { url } = await rawServer((socket) => socket.end(Buffer.from(bytes, "latin1")));
    await expect(transport().send(get(url), null)).rejects.toBeInstanceOf(Error);
  });

  it("by a switch of protocols that leaves the socket open, which is closed", async () => {
    const { url, sockets } = await rawServer((socket) =>
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: chicken\r\nConnection: Upgrade\r\n\r\n",
      ),
    );
    await expect(transport().send(get(url), null)).rejects.toBeInstanceOf(Error);
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("by a server that isn't there", async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(
      transport().send(get(new URL(`http://127.0.0.1:${port}/`)), null),
    ).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it.each([
    ["a body shorter than its length", "Content-Length: 9\r\n\r\nok"],
    ["a chunk whose size is no number", "Transfer-Encoding: chunked\r\n\r\nZZ\r\nok\r\n"],
    ["chunks without the last one", "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"],
  ])("in its body, by %s", async (_, rest) => {
    const { url } = await rawServer((socket) => socket.end(`HTTP/1.1 200 OK\r\n${rest}`));
    // The bytes may come with the head or after it, and so may the error.
    await expect(
      transport()
        .send(get(url), null)
        .then((response) => readAll(response.body!)),
    ).rejects.toBeInstanceOf(Error);
  });

  it("by a server that takes too long to answer", async () => {
    const { url } = await rawServer(() => undefined);
    await expect(transport({ headersTimeout: 100 }).send(get(url), null)).rejects.toMatchObject({
      code: "ETIMEDOUT",
      message: "no response had begun 100 ms after the request",
    });
  });

  it("by a server that stops within a body", async () => {
    const { url } = await rawServer((socket) =>
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"),
    );
    const response = await transport({ bodyTimeout: 100 }).send(get(url), null);
    await expect(readAll(response.body!)).rejects.toThrow(
      "nothing more of the body had come for 100 ms",
    );
  });

  it("by an abort before, during and after the head, and the socket closes", async () => {
    const { url, sockets } = await rawServer((socket, request) => {
      if (request.startsWith("GET /answered"))
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok");
    });
    const { send } = transport();
    await expect(send(get(url), AbortSignal.abort(new Error("before")))).rejects.toThrow("before");

    const during = new AbortController();
    const sent = send(get(url), during.signal);
    await expect.poll(() => sockets.size).toBe(1);
    during.abort(new Error("during"));
    await expect(sent).rejects.toThrow("during");
    await expect.poll(() => sockets.size).toBe(0);

    const after = new AbortController();
    const response = await send(get(new URL("/answered", url)), after.signal);
    after.abort(new Error("after"));
    await expect(readAll(response.body!)).rejects.toThrow("after");
    await expect.poll(() => sockets.size).toBe(0);
  });
});

describe("a browser over sockets", () => {
  it("has a transport of its own, preflights, and reads what it may", async () => {
    const methods: string[] = [];
    const url = await listen(
      createHttpServer((request, response) => {
        methods.push(request.method!);
        response.setHeader("Access-Control-Allow-Origin", "https://app.example");
        response.setHeader("Access-Control-Allow-Methods", "PUT");
        response.end("CHICKEN");
      }),
    );
    const browser = new Browser();
    cleanups.push(() => browser.close());
    const response = await browser.open("https://app.example/").fetch(url.href, { method: "PUT" });
    expect(await response.text()).toBe("CHICKEN");
    expect(methods).toEqual(["OPTIONS", "PUT"]);
  });

  it("closes its sockets, and what was under way is a network error", async () => {
    const { url, sockets } = await rawServer(() => undefined);
    const browser = new Browser();
    const fetched = browser.open("https://app.example/").fetch(url.href, { mode: "no-cors" });
    await expect.poll(() => sockets.size).toBe(1);
    const [error] = await Promise.all([
      fetched.catch((reason: unknown) => reason),
      browser.close(),
    ]);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as TypeError).cause).toMatchObject({ code: "TransportFailed" });
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("tells a network error of a server of garbage", async () => {
    const { url } = await rawServer((socket) => socket.end("CHICKEN"));
    const browser = new Browser({ engine: "chromium" });
    cleanups.push(() => browser.close());
    await expect(browser.open("https://app.example/").fetch(url.href)).rejects.toThrow(
      new TypeError("Failed to fetch"),
    );
  });
});
