import { expect, test } from "vitest";
import { bodyOfBytes } from "../../src/infrastructure/body.ts";
import { readToTell } from "../../src/fetching/http-cache-refusal.ts";

test.each([
  [1024, 0],
  [1023, 1],
])("a chunk of %i bytes is looked into %i times, where 1024 tell", async (length, times) => {
  let looks = 0;
  class Watched extends Uint8Array {
    override some(): boolean {
      looks++;
      return false;
    }
  }
  await readToTell(bodyOfBytes(new Watched(length).fill(0x41)), 1024);
  expect(looks).toBe(times);
});
