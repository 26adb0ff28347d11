import type { MisuseMessages } from "../messages/misuse/misuse.ts";
import { byteString, type NotByteString } from "./byte-string.ts";

/** https://webidl.spec.whatwg.org/#js-union, of `HeadersInit`: what throws as a dictionary is read that has it. */
export function convertedHeaders(
  headers: unknown,
  { notByteString, headersType }: MisuseMessages,
): string[][] {
  if (headers === undefined) return [];
  if (typeof headers !== "object" || headers === null) throw new TypeError(headersType());
  if (Symbol.iterator in headers) {
    const refusal: NotByteString = (...at) => notByteString("headers", ...at);
    return Array.from(headers as Iterable<Iterable<unknown>>, (pair) =>
      Array.from(pair, (item) => byteString(item, refusal)),
    );
  }
  return Object.entries(headers).map(([name, value]) => [
    byteString(name, (...at) => notByteString("headers", ...at, "name")),
    byteString(value, (...at) => notByteString("headers", ...at, "value")),
  ]);
}

/** https://fetch.spec.whatwg.org/#concept-headers-fill: "If header's size is not 2, then throw a TypeError." */
export function requirePairs(
  headers: string[][],
  { headerPair }: MisuseMessages,
): [string, string][] {
  if (headers.some(({ length }) => length !== 2)) throw new TypeError(headerPair());
  return headers as [string, string][];
}

/** Each header by the name that the first of its name has. */
export function namedAlike(pairs: readonly [string, string][]): [string, string][] {
  const names = new Map<string, string>();
  return pairs.map(([name, value]) => {
    const lowercased = name.toLowerCase();
    const first = names.get(lowercased) ?? name;
    names.set(lowercased, first);
    return [first, value];
  });
}
