import { gzipSync } from "node:zlib";
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
