import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Browser, type EngineName, type Page } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterEach, expect, it } from "vitest";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const GRANT = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok";

/** A server that notes all bytes of each connection, and answers once they end as is said. */
async function serve(end: RegExp) {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const index = received.push("") - 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (bytes) => {
      received[index] += bytes.toString("latin1");
      if (end.test(received[index]!)) socket.write(GRANT);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  cleanups.push(() => server.close());
  return { origin: `http://127.0.0.1:${port}`, port, received, sockets };
}

function open(engine: EngineName, origin: string): Page {
  // Chromium streams over HTTP/2 alone; what it would write over HTTP/1.1 is looked at all the same.
  const transport = { ...nodeTransport(), isHttp2: engine === "chromium" };
  cleanups.push(() => transport.close?.());
  return new Browser({ engine, transport }).open(origin);
}

function streamOf(chunks: readonly string[], fault?: Error): ReadableStream<Uint8Array> {
  const left = chunks.map((chunk) => new TextEncoder().encode(chunk));
  return new ReadableStream({
    async pull(controller) {
      const chunk = left.shift();
      if (chunk !== undefined) return controller.enqueue(chunk);
      if (fault === undefined) return controller.close();
      // What came before has gone out by then.
      await new Promise((resolve) => setTimeout(resolve, 50));
      controller.error(fault);
    },
  });
}

const post = (body: ReadableStream<Uint8Array>) =>
  ({ method: "POST", body, duplex: "half" }) as const;

it.each<EngineName>(["standard", "chromium"])(
  "a stream of a page in %s goes out in chunks, behind a head that says so and tells no length",
  async (engine) => {
    const { origin, port, received } = await serve(/\r\n0\r\n\r\n$/);
    const response = await open(engine, origin).fetch(
      "/orders",
      post(streamOf(["two apples", "", "\r\n0\r\n", "x".repeat(20)])),
    );
    expect(await response.text()).toBe("ok");

    const [head, ...rest] = received[0]!.split("\r\n\r\n");
    const lines = head!.split("\r\n");
    expect(lines[0]).toBe("POST /orders HTTP/1.1");
    const names = lines.slice(1).map((line) => line.split(":", 1)[0]!.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(lines).toContain(`Host: 127.0.0.1:${port}`);
    expect(lines).toContain(`Origin: ${origin}`);
    expect(lines).toContain("Transfer-Encoding: chunked");
    expect(names).not.toContain("content-length");
    expect(names).not.toContain("content-type");
    const chunks = ["a\r\ntwo apples", "5\r\n\r\n0\r\n", `14\r\n${"x".repeat(20)}`, "0"];
    expect(rest.join("\r\n\r\n")).toBe(`${chunks.join("\r\n")}\r\n\r\n`);
    expect(received).toHaveLength(1);
  },
);

it("a stream that breaks off has no last chunk, fails its request, and leaves no connection", async () => {
  const { origin, received, sockets } = await serve(/\r\n0\r\n\r\n$/);
  const fault = new Error("no more apples");
  await expect(
    open("standard", origin).fetch("/orders", post(streamOf(["two apples"], fault))),
  ).rejects.toThrow(TypeError);
  while (sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(received[0]).toMatch(/\r\n\r\na\r\ntwo apples\r\n$/);
  expect(received).toHaveLength(1);
});

it("what is answered before its stream is over is read, and its connection serves no other", async () => {
  const { origin, received } = await serve(/apples\r\n$|^GET[^]*\r\n\r\n$/);
  const page = open("standard", origin);
  let close: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("two apples"));
      close = () => controller.close();
    },
  });
  expect(await (await page.fetch("/orders", post(body))).text()).toBe("ok");
  expect(await (await page.fetch("/others")).text()).toBe("ok");
  close();
  expect(received.map((text) => text.split(" ", 2).join(" "))).toEqual([
    "POST /orders",
    "GET /others",
  ]);
});
