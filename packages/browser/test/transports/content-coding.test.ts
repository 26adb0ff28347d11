import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { Browser, bytesTransport } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { expect, test } from "vitest";
import { decoded } from "../../src/transports/content-coding.ts";

const LENGTH = 64 * 1024 * 1024;
const bomb = gzipSync(Buffer.alloc(LENGTH));

async function lengthWithin(timeLimit: number): Promise<number> {
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield bomb;
  }
  const body = { [Symbol.asyncIterator]: whole };
  let length = 0;
  for await (const bytes of decoded(body, ["gzip"], new Set(), timeLimit)) length += bytes.length;
  return length;
}

test("what takes longer to decode than a response may take is broken off", async () => {
  expect(bomb.length).toBeLessThan(LENGTH / 100);
  await expect(lengthWithin(1)).rejects.toThrow("still being decoded after 1 ms");
});

test("what is within the limit is decoded whole", async () => {
  expect(await lengthWithin(Infinity)).toBe(LENGTH);
});

// "CHICKEN", deflated.
const deflated = [0x73, 0xf6, 0xf0, 0x74, 0xf6, 0x76, 0xf5, 0x03, 0];

/** A server that sends a body in these chunks and never ends it. */
async function openServer(coding: string, chunks: readonly Uint8Array[]) {
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Encoding": coding });
    for (const chunk of chunks) response.write(chunk);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const closed = new Promise<void>((resolve) => {
    server.once("connection", (socket) => socket.once("close", () => resolve()));
  });
  const transport = nodeTransport();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const page = new Browser({ engine: "chromium", transport }).open(url);
  const close = async (): Promise<void> => {
    await transport.close?.();
    server.close();
  };
  return { page, url, closed, close };
}

test.each([
  ["gzip", Buffer.from("not gzip at all")],
  // A block of a type that there is none of.
  ["gzip", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 7])],
  ["deflate", Buffer.from([0x78, 0x9c, 7])],
  ["br", Buffer.from("not brotli at all")],
  ["gzip, gzip", gzipSync("not gzip at all")],
])(
  "what is no %s fails at once, and its connection is let go of, while the server has more to send: %j",
  async (coding, body) => {
    const { page, url, closed, close } = await openServer(coding, [body]);
    const response = await page.fetch(url);
    await expect(response.text()).rejects.toMatchObject({
      cause: { code: "TransportFailed", cause: { fault: "undecodable" } },
    });
    await closed;
    await close();
  },
);

test("who turns away from a body that is being decoded lets go of its connection", async () => {
  const { page, url, closed, close } = await openServer("gzip", [
    gzipSync("CHICKEN".repeat(1000)).subarray(0, -12),
  ]);
  const reader = (await page.fetch(url)).body!.getReader();
  await reader.read();
  const waiting = reader.read();
  await new Promise((resolve) => setImmediate(resolve));
  await reader.cancel();
  await waiting;
  await closed;
  await close();
});

async function textOf(chunks: Iterable<Uint8Array>): Promise<string> {
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const body = { [Symbol.asyncIterator]: whole };
  let text = "";
  for await (const bytes of decoded(body, ["gzip"], new Set(), Infinity))
    text += new TextDecoder().decode(bytes);
  return text;
}

const header = (flags: number): Uint8Array => Uint8Array.of(0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3);

test.each([
  ["no fields", 0, []],
  ["an extra field", 4, [2, 0, 0, 0]],
  ["a long extra field", 4, [0x2c, 1, ...Array(300).fill(0)]],
  ["a name", 8, [65, 0]],
  ["a name, a comment and a checksum", 8 + 16 + 2, [65, 0, 66, 0, 0, 0]],
  ["all of them", 31, [1, 0, 9, 65, 0, 66, 0, 1, 2]],
])("a header with %s is passed over, wherever the chunks end", async (_, flags, fields) => {
  const bytes = Uint8Array.from([...header(flags), ...fields, ...deflated]);
  expect(await textOf([bytes])).toBe("CHICKEN");
  expect(await textOf(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toBe("CHICKEN");
  expect(await textOf([bytes.subarray(0, 11 + fields.length / 2)])).toBe("");
});

test("a name of 32 MiB in small chunks is passed over in the time that a test has", async () => {
  const chunk = new Uint8Array(4096).fill(65);
  function* long(): Generator<Uint8Array> {
    yield header(8);
    for (let count = 0; count < 8 * 1024; count++) yield chunk;
    yield Uint8Array.of(0, ...deflated);
  }
  expect(await textOf(long())).toBe("CHICKEN");
});

test("more codings than anybody puts on a body are undecodable", async () => {
  const read = async (count: number): Promise<string> => {
    const coding = Array(count).fill("gzip").join(", ");
    let body: Uint8Array = Buffer.from("CHICKEN");
    for (let layer = 0; layer < Math.min(count, 6); layer++) body = gzipSync(body);
    const head = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\n\r\n`);
    const bytes = Buffer.concat([head, body]);
    const transport = bytesTransport(() => ({ bytes, connection: "new" }));
    const page = new Browser({ engine: "standard", transport }).open("http://127.0.0.1/");
    return page.fetch("/").then(
      (response) => response.text(),
      (error: Error) => String((error.cause as { cause?: Error }).cause?.message),
    );
  };
  expect(await read(5)).toBe("CHICKEN");
  expect(await read(6)).toBe("there are more than 5 codings on the body");
  expect(await read(5000)).toBe("there are more than 5 codings on the body");
});
