import { describe, expect, it } from "vitest";
import { BodyInParts } from "../../src/infrastructure/body-in-parts.ts";

const filled = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at % 251);

describe("a body in parts", () => {
  it("finds what was written across blocks as one part", () => {
    const body = new BodyInParts(20_000);
    const bytes = filled(10_000);
    body.write(100, bytes.subarray(0, 3000));
    body.write(3100, bytes.subarray(3000));
    expect(body.find({ start: 0, end: 19_999 })).toEqual({ start: 100, end: 10_099 });
    expect(body.find({ start: 5000, end: 6000 })).toEqual({ start: 5000, end: 6000 });
    expect(body.read({ start: 4000, end: 9000 })).toEqual(bytes.subarray(3900, 8901));
    expect(body.find({ start: 12_000, end: 19_999 })).toBeNull();
  });

  it("keeps in a block what was written last", () => {
    const body = new BodyInParts(20_000);
    body.write(0, filled(10));
    body.write(5000, filled(10));
    body.write(20, filled(10));
    expect(body.find({ start: 0, end: 4000 })).toEqual({ start: 20, end: 29 });
    expect(body.find({ start: 4000, end: 9000 })).toEqual({ start: 5000, end: 5009 });
    body.write(0, filled(5));
    expect(body.find({ start: 0, end: 4000 })).toEqual({ start: 0, end: 4 });
  });

  it("has no place behind its end", () => {
    const body = new BodyInParts(16);
    expect(() => body.write(10, filled(7))).toThrow(RangeError);
    expect(body.size).toBe(0);
    body.write(10, filled(6));
    expect(body.find({ start: 0, end: 15 })).toEqual({ start: 10, end: 15 });
  });
});
