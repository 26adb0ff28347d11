import { byteString } from "./script-headers.ts";

/** https://fetch.spec.whatwg.org/#concept-headers-fill */
export function headerPairs(headers: unknown, refusal: string | null): [string, string][] {
  if (headers === undefined || headers === null) return [];
  if (typeof headers !== "object")
    throw new TypeError("Headers are given as a list or as an object");
  if (Symbol.iterator in headers) {
    return Array.from(headers as Iterable<Iterable<unknown>>, (pair) => {
      const entries = Array.from(pair);
      // "If header's size is not 2, then throw a TypeError."
      if (entries.length !== 2) throw new TypeError("A header is a name and a value");
      return [byteString(entries[0], refusal), byteString(entries[1], refusal)];
    });
  }
  return Object.entries(headers).map(([name, value]) => [
    byteString(name, refusal),
    byteString(value, refusal),
  ]);
}
