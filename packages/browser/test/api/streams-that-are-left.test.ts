import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, type EngineName } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterAll, beforeAll, expect, it } from "vitest";

// Six connections are all that an origin has.
const STREAMS = 7;

/** Its streams begin and never end; the path says how long they may be kept. */
const server = createServer(({ url }, response) => {
  response.writeHead(200, {
    "Content-Type": "text/event-stream",
    "Cache-Control": url === "/kept" ? "max-age=60" : "no-store",
  });
  response.write(": begun\n\n");
});

let origin = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

type Stream = ReadableStream<Uint8Array>;

const ways: Readonly<Record<string, (stream: Stream) => Promise<void>>> = {
  "is cancelled after a read": async (stream) => {
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
  },
  "is cancelled during a read": async (stream) => {
    const reader = stream.getReader();
    await reader.read();
    const waiting = reader.read();
    // So that it has come to wait.
    await new Promise((resolve) => setImmediate(resolve));
    await reader.cancel();
    await waiting;
  },
  "is left by break": async (stream) => {
    for await (const _ of stream as unknown as AsyncIterable<Uint8Array>) break;
  },
};

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

it.each(
  Object.keys(ways).flatMap((way) =>
    ["/passing", "/kept"].flatMap((path) =>
      ["a signal", "no signal"].map((signal) => [way, path, signal] as const),
    ),
  ),
)("a stream that %s, of %s, with %s, lets go of its connection", async (way, path, how) => {
  // WebKit's streams are not to be iterated over.
  const able = engines.filter((engine) => way !== "is left by break" || engine !== "webkit");
  for (const engine of able) {
    const transport = nodeTransport();
    const page = new Browser({ engine, transport }).open(origin);
    const controllers: AbortController[] = [];
    for (let count = 0; count < STREAMS; count++) {
      const controller = new AbortController();
      // A page may hold on to it.
      controllers.push(controller);
      const signal = how === "a signal" ? controller.signal : null;
      const closed = new Promise<void>((resolve) => {
        server.once("request", (request) => request.socket.once("close", () => resolve()));
      });
      const response = await page.fetch(`${origin}${path}`, { signal });
      await ways[way]!(response.body!);
      await closed;
    }
    expect(controllers.some(({ signal }) => signal.aborted)).toBe(false);
    await transport.close?.();
  }
});
