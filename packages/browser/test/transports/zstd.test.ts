import { zstdDecompressor } from "../../src/transports/zstd.ts";
import { decoded } from "../../src/transports/content-coding.ts";
import { expect, test } from "vitest";

// zstd 1.5 -19 of forty lines: "0 chickens" to "39 chickens".
const lines = Array.from({ length: 40 }, (_, index) => `${index} chickens\n`).join("");
const compressed = Buffer.from(
  "KLUv/WTWAF0CAALFDRDA67bFbP9125ZSpsQqzrkB5OPiefz993s78bBwGn2+7dpMOiqaxV5ft7WSIRLvLljKpIJOCRYnpBBAvnfw1Qfdrr8n1ZlOKc1SElQ=",
  "base64",
);

async function decode(chunks: readonly Uint8Array[]): Promise<string> {
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const body = { [Symbol.asyncIterator]: whole };
  const result: Uint8Array[] = [];
  for await (const bytes of decoded(body, ["zstd"], new Set(), Infinity)) result.push(bytes);
  return Buffer.concat(result).toString();
}

test("what zstd has compressed is decoded, whole and byte by byte", async () => {
  expect(await decode([compressed])).toBe(lines);
  expect(await decode([...compressed].map((byte) => Uint8Array.of(byte)))).toBe(lines);
});

test("frames that follow one another are one body", async () => {
  expect(await decode([compressed, compressed])).toBe(lines + lines);
});

// RFC 8878 §3.1.1.2: a header of three bytes and the byte that is repeated stand for up to 128 KiB.
const BLOCKS = 20_000;
const block = [0x02, 0x00, 0x10, 0x63];
const frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];

test("a body of a few bytes is decoded, and of one that breaks off what has come", async () => {
  expect(await decode([Buffer.from("KLUv/SQCEQAAb2v5XBQW", "base64")])).toBe("ok");
  expect(lines.startsWith(await decode([compressed.subarray(0, 60)]))).toBe(true);
  expect(await decode([compressed.subarray(0, 10)])).toBe("");
});

test("what is broken fails as a body that is no zstd", async () => {
  // A block of the type that is reserved.
  const broken = Buffer.from([...frame, 0x07, 0, 0, ...Array.from({ length: 20 }, () => 0)]);
  await expect(decode([broken])).rejects.toThrow("the body is no zstd");
});

const bomb = Buffer.concat([Buffer.from(frame), Buffer.alloc(BLOCKS * 4, Buffer.from(block))]);

test("80 KB that stand for 2.6 GB are decoded no faster than they are read", async () => {
  const { readable, writable } = zstdDecompressor();
  const before = process.memoryUsage().arrayBuffers;
  const writer = writable.getWriter();
  let isWritten = false;
  const written = writer.write(bomb).then(
    () => (isWritten = true),
    () => (isWritten = false),
  );
  const reader = readable.getReader();
  const first = await reader.read();
  expect([first.value?.length, first.value?.[0]]).toEqual([128 * 1024, 0x63]);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(isWritten).toBe(false);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  await reader.cancel();
  await written;
});

test.each([
  ["2 GiB", 0xa8],
  ["a gigabyte", 0xa0],
  ["9 MiB", 0x69],
])("a window of %s is refused before anybody makes room for it", async (_, window) => {
  const small = [0x28, 0xb5, 0x2f, 0xfd, 0x00, window, ...block];
  const before = process.memoryUsage().arrayBuffers;
  await expect(decode([Buffer.from(small), Buffer.alloc(80, 0)])).rejects.toThrow("no zstd");
  // A later frame's, too.
  const later = Buffer.concat([compressed, Buffer.from(small), Buffer.alloc(80, 0)]);
  await expect(decode([later])).rejects.toThrow("no zstd");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
});

test("8 MiB are not too many, and frames to be skipped are skipped", async () => {
  const largest = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x68, 0x03, 0x00, 0x10, 0x63];
  expect(await decode([Buffer.from(largest)])).toBe("c".repeat(128 * 1024));
  const skipped = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
  expect(await decode([Buffer.concat([compressed, Buffer.from(skipped), compressed])])).toBe(
    lines + lines,
  );
});
