import { getEventListeners } from "node:events";
import { Browser, bytesTransport, type EngineName, ManualClock } from "@crosswalk/browser";
import { describe, expect, it, vi } from "vitest";
import { readAll } from "../../src/infrastructure/body.ts";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

interface Answer {
  readonly bytes?: string;
  readonly connection?: "new" | "reused";
  readonly isOpen?: boolean;
}

/** A page and what a server of bytes was asked by it; the last answer repeats. */
function serve(engine: EngineName, answers: readonly Answer[]) {
  const asked: string[] = [];
  const transport = bytesTransport(({ method, url }) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]!;
    const { bytes = "", connection = "new", isOpen = false } = answer;
    asked.push(`${method} ${url.pathname}`);
    return { bytes: new TextEncoder().encode(bytes), connection, isOpen };
  });
  const browser = new Browser({ engine, transport, clock: new ManualClock() });
  return { page: browser.open("http://127.0.0.1:8080/"), asked };
}

const own = "http://127.0.0.1:8080/1";
const ok: Answer = {
  bytes: "HTTP/1.1 200 OK\r\nContent-Type: text/b\r\nContent-Length: 2\r\n\r\nok",
};
const hangsUp: Answer = {};
const hangsUpAgain: Answer = { connection: "reused" };

/** How often a request goes out that is never answered. */
async function attempts(engine: EngineName, method: string, answer: Answer): Promise<number> {
  const { page, asked } = serve(engine, [answer]);
  await expect(page.fetch(own, { method })).rejects.toThrow(TypeError);
  return asked.length;
}

describe("a connection that ends without an answer", () => {
  it.each([
    ["GET", { standard: 1, chromium: 1, firefox: 10, webkit: 1 }],
    ["PUT", { standard: 1, chromium: 1, firefox: 1, webkit: 1 }],
  ])("made for a %s", async (method, expected) => {
    for (const engine of engines)
      expect([engine, await attempts(engine, method, hangsUp)]).toEqual([engine, expected[engine]]);
  });

  it.each([
    ["GET", { standard: 2, chromium: 7, firefox: 10, webkit: 7 }],
    ["PUT", { standard: 2, chromium: 7, firefox: 10, webkit: 7 }],
    ["POST", { standard: 1, chromium: 7, firefox: 10, webkit: 1 }],
  ])("that had served before a %s", async (method, expected) => {
    for (const engine of engines)
      expect([engine, await attempts(engine, method, hangsUpAgain)]).toEqual([
        engine,
        expected[engine],
      ]);
  });

  it("leads to the next one, which answers", async () => {
    const { page, asked } = serve("chromium", [hangsUpAgain, ok]);
    expect(await (await page.fetch(own)).text()).toBe("ok");
    expect(asked).toEqual(["GET /1", "GET /1"]);
  });

  it("ends a request whose body was a stream", async () => {
    const { page, asked } = serve("standard", [hangsUpAgain]);
    const body = new Blob(["x"]).stream();
    const sent = page.fetch(own, { method: "POST", body, duplex: "half" });
    await expect(sent).rejects.toThrow(TypeError);
    expect(asked).toHaveLength(1);
  });

  it("is the reason that the trace and the cause tell", async () => {
    const { page } = serve("chromium", [hangsUp]);
    const error: unknown = await page.fetch(own).catch((reason: unknown) => reason);
    expect((error as Error).cause).toMatchObject({
      code: "TransportFailed",
      cause: { message: "the connection ended without a response" },
    });
  });
});

describe("a 408", () => {
  const timeout: Answer = { bytes: "HTTP/1.1 408 X\r\nContent-Length: 0\r\n\r\n" };

  it("on a connection that had served before is taken for its end by Chromium alone", async () => {
    for (const engine of engines) {
      const { page } = serve(engine, [{ ...timeout, connection: "reused" }, ok]);
      const expected = engine === "chromium" ? 200 : 408;
      expect([engine, (await page.fetch(own)).status]).toEqual([engine, expected]);
    }
  });

  it("on a new connection is an answer", async () => {
    for (const engine of engines) {
      const { page } = serve(engine, [timeout, ok]);
      expect((await page.fetch(own)).status).toBe(408);
    }
  });
});

describe("a 421", () => {
  const misdirected: Answer = {
    bytes: "HTTP/1.1 421 X\r\nContent-Type: text/a\r\nContent-Length: 0\r\n\r\n",
  };

  it("has the request sent again once, in every browser", async () => {
    for (const engine of engines) {
      const { page, asked } = serve(engine, [misdirected]);
      expect((await page.fetch(own)).status).toBe(421);
      expect([engine, asked.length]).toEqual([engine, 2]);
    }
  });

  it("leaves its type in Firefox", async () => {
    for (const engine of engines) {
      const { page } = serve(engine, [misdirected, ok]);
      const type = (await page.fetch(own)).headers.get("Content-Type");
      expect([engine, type]).toEqual([engine, engine === "firefox" ? "text/a,text/b" : "text/b"]);
    }
  });

  it("stays where the body was a stream", async () => {
    const { page, asked } = serve("standard", [misdirected]);
    const body = new Blob(["x"]).stream();
    const sent = page.fetch(own, { method: "POST", body, duplex: "half" });
    expect((await sent).status).toBe(421);
    expect(asked).toHaveLength(1);
  });
});

describe("a body that breaks off", () => {
  const short: Answer = { bytes: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab" };

  it("rejects whoever reads it, in the browser's words and with the true reason", async () => {
    const { page } = serve("firefox", [short]);
    const response = await page.fetch(own);
    await expect(response.text()).rejects.toMatchObject({
      message: "Content-Length header of network response exceeds response Body.",
      cause: {
        code: "TransportFailed",
        cause: { fault: "short-body", message: "the connection ended within the body" },
      },
    });
  });

  it("of a preflight fails the request in WebKit alone", async () => {
    const preflight: Answer = {
      bytes:
        "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: PUT\r\nContent-Length: 9\r\n\r\nab",
    };
    const actual: Answer = {
      bytes: "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\n\r\n",
    };
    for (const engine of engines) {
      const { page, asked } = serve(engine, [preflight, actual]);
      const sent = page.fetch("http://127.0.0.1:8081/1", { method: "PUT" });
      const outcome = await sent.then(
        ({ status }) => status,
        () => "rejected",
      );
      expect([engine, outcome, asked.length]).toEqual(
        engine === "webkit" ? [engine, "rejected", 1] : [engine, 200, 2],
      );
    }
  });

  it("of an opaque response fails it in Firefox alone", async () => {
    for (const engine of engines) {
      const { page } = serve(engine, [short]);
      const sent = page.fetch("http://127.0.0.1:8081/1", { mode: "no-cors" });
      const outcome = await sent.then(
        ({ type }) => type,
        () => "rejected",
      );
      expect([engine, outcome]).toEqual([engine, engine === "firefox" ? "rejected" : "opaque"]);
    }
  });
});

describe("a body that isn't in the coding it is said to be in", () => {
  it("is passed on by WebKit, and fails elsewhere", async () => {
    for (const engine of engines) {
      const { page } = serve(engine, [
        { bytes: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab" },
      ]);
      const outcome = await (await page.fetch(own)).text().catch((error: Error) => error.cause);
      if (engine === "webkit") expect(outcome).toBe("ab");
      else
        expect(outcome).toMatchObject({
          code: "TransportFailed",
          cause: { fault: "undecodable" },
        });
    }
  });
});

// "CHICKEN", and what a server makes of it.
const gzip =
  "\x1f\x8b\x08\0\0\0\0\0\0\x03\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0\x86\x40\x63\xb7\x07\0\0\0";
const zlib = "\x78\x9c\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0\x07\xbe\x01\xf6";
const deflate = "\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0";
const brotli = "\x0b\x03\x80CHICKEN\x03";
const brotliInGzip =
  "\x1f\x8b\x08\0\0\0\0\0\0\x03\xe3\x66\x6e\x70\xf6\xf0\x74\xf6\x76\xf5\x63\x06\0\xef\xa9\x81\xef\x0b\0\0\0";

/** What a page reads of a body that is said to be in these codings. */
async function read(
  engine: EngineName,
  coding: string,
  body: string,
  url: string,
): Promise<string> {
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`;
  const bytes = Uint8Array.from(head + body, (character) => character.charCodeAt(0));
  const transport = bytesTransport(() => ({ bytes, connection: "new" }));
  const browser = new Browser({ engine, transport, clock: new ManualClock() });
  try {
    const response = await browser.open(url).fetch(url);
    return await response.text().catch(() => "broken off");
  } catch {
    return "refused";
  }
}

describe("a body in a content coding", () => {
  it.each([
    ["gzip", gzip],
    ["gzip", `${gzip}what is behind`],
    ["gzip", gzip.slice(0, -6)],
    ["deflate", zlib],
    ["deflate", deflate],
    ["br, gzip", brotliInGzip],
    ["br", brotli],
  ])("is read by all of %s: %j", async (coding, body) => {
    for (const engine of engines)
      expect([engine, await read(engine, coding, body, own)]).toEqual([engine, "CHICKEN"]);
  });

  it("that nobody knows, or in one of them, is as each browser has it", async () => {
    const both = async (coding: string): Promise<string[]> =>
      Promise.all(engines.map((engine) => read(engine, coding, gzip, own))).then((texts) =>
        texts.map((text) => (text.includes("\x1f") ? "as it came" : text)),
      );
    expect(await both("unknown")).toEqual(Array(4).fill("as it came"));
    const [standard, chromium, firefox, webkit] = await both("gzip, unknown");
    expect([standard, chromium, webkit]).toEqual(["as it came", "as it came", "as it came"]);
    expect(firefox).toBe("CHICKEN");
    expect(await both("gzip;q=1")).toEqual(["as it came", "refused", "as it came", "as it came"]);
    expect(await both("GZIP")).toEqual(["CHICKEN", "CHICKEN", "CHICKEN", "as it came"]);
  });

  it("that Chromium had not asked for is refused by it: brotli without TLS, but from this machine", async () => {
    expect(await read("chromium", "br", brotli, "http://app.example/")).toBe("refused");
    expect(await read("chromium", "br", brotli, "https://app.example/")).toBe("CHICKEN");
  });

  it("is read by what the platform has where it has no more than pages do", async () => {
    const getBuiltinModule = vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
    try {
      expect(await read("chromium", "gzip", gzip, own)).toBe("CHICKEN");
      expect(await read("chromium", "gzip", gzip.slice(0, -12), own)).toMatch(/^C?H?I?C?$/);
      expect(await read("chromium", "gzip", "no gzip at all", own)).toBe("broken off");
      expect(await read("chromium", "deflate", "\x07no", own)).toBe("broken off");
      expect(await read("chromium", "br", brotli, own)).toContain("CHICKEN\x03");
      expect(getBuiltinModule).toHaveBeenCalled();
    } finally {
      getBuiltinModule.mockRestore();
    }
  });
});

describe("a connection that is left open", () => {
  it("ends a response whose length is said", async () => {
    const { page } = serve("standard", [{ ...ok, isOpen: true }]);
    expect(await (await page.fetch(own)).text()).toBe("ok");
  });

  it.each([
    ["says it is longer", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"],
    ["says no length", "HTTP/1.1 200 OK\r\n\r\nok"],
  ])("keeps whoever reads a body that %s waiting, until they turn away", async (_, bytes) => {
    for (const engine of engines) {
      const { page } = serve(engine, [{ bytes, isOpen: true }]);
      const controller = new AbortController();
      const text = page
        .fetch(own, { signal: controller.signal })
        .then((response) => response.text())
        .catch(() => "failed");
      const waiting = new Promise((resolve) => setTimeout(resolve, 20, "waiting"));
      expect([engine, await Promise.race([text, waiting])]).toEqual([engine, "waiting"]);
      controller.abort();
      expect([engine, await text]).toEqual([engine, "failed"]);
    }
  });

  it.each(["", "HTTP/1.1 200 OK\r\n\r\nok"])(
    "keeps nobody waiting who had turned away by the time that %j came",
    async (bytes) => {
      const controller = new AbortController();
      const transport = bytesTransport(() => {
        controller.abort(null);
        return { bytes: new TextEncoder().encode(bytes), connection: "new", isOpen: true };
      });
      const request = { method: "GET", url: new URL(own), headers: [], body: null };
      const reading = transport.send(request, controller.signal).then(({ body }) => readAll(body!));
      await expect(reading).rejects.toBeNull();
    },
  );

  it("leaves nothing with the signal once its body is cancelled", async () => {
    const bytes = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok";
    const { signal } = new AbortController();
    const count = getEventListeners(signal, "abort").length;
    const { page } = serve("standard", [{ bytes, isOpen: true }]);
    await (await page.fetch(own, { signal })).body!.cancel();
    const response = await page.fetch(own, { signal });
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    expect(getEventListeners(signal, "abort")).toHaveLength(count);
  });
});

describe("bytes that come later", () => {
  const chunk = new Uint8Array(16 * 1024);

  /** A server that would send for ever, how much it was asked for, and whether it was told to stop. */
  async function fetchEndless(signal: AbortSignal | null = null) {
    const seen = { chunks: 0, isStopped: false };
    async function* more(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          seen.chunks += 1;
          yield chunk;
          await new Promise((resolve) => setTimeout(resolve));
        }
      } finally {
        seen.isStopped = true;
      }
    }
    const bytes = new TextEncoder().encode("HTTP/1.1 200 OK\r\n\r\n");
    const transport = bytesTransport(() => ({ bytes, more: more(), connection: "new" }));
    const page = new Browser({ transport }).open(own);
    return { seen, response: await page.fetch(own, { signal, cache: "no-store" }) };
  }

  const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

  it("wait for who reads them", async () => {
    const { seen, response } = await fetchEndless();
    // What is read ahead, and no more.
    await vi.waitFor(() => expect(seen.chunks).toBe(4));
    await aMoment();
    expect(seen).toEqual({ chunks: 4, isStopped: false });
    const reader = response.body!.getReader();
    for (let count = 0; count < 20; count += 1) expect((await reader.read()).done).toBe(false);
    expect(seen.chunks).toBeGreaterThanOrEqual(20);
    await reader.cancel();
    await vi.waitFor(() => expect(seen.isStopped).toBe(true));
  });

  it("are stopped where nobody will read them", async () => {
    const { seen, response } = await fetchEndless();
    await response.body!.cancel();
    await vi.waitFor(() => expect(seen.isStopped).toBe(true));
  });

  it("are stopped by a signal", async () => {
    const controller = new AbortController();
    const { seen, response } = await fetchEndless(controller.signal);
    await aMoment();
    controller.abort();
    await expect(response.text()).rejects.toThrow("abort");
    await vi.waitFor(() => expect(seen.isStopped).toBe(true));
  });

  it("leave nothing with the signal once they have come", async () => {
    async function* more(): AsyncGenerator<Uint8Array> {
      yield chunk;
    }
    const { signal } = new AbortController();
    const count = getEventListeners(signal, "abort").length;
    const bytes = new TextEncoder().encode("HTTP/1.1 200 OK\r\n\r\n");
    const transport = bytesTransport(() => ({ bytes, more: more(), connection: "new" }));
    const page = new Browser({ transport }).open(own);
    await (await page.fetch(own, { signal })).arrayBuffer();
    expect(getEventListeners(signal, "abort")).toHaveLength(count);
  });
});
