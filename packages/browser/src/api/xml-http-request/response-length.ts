import type { HeaderList } from "@crosswalk/cors/protocol";

/**
 * Null for none and for failure alike.
 *
 * https://fetch.spec.whatwg.org/#header-list-extract-a-length
 */
export function extractLength(headers: HeaderList, mayBeSigned: boolean): number | null {
  // 1. Let values be the result of getting, decoding, and splitting `Content-Length` from headers.
  // 2. If values is null, then return null.
  const values = headers.getDecodeAndSplit("Content-Length") ?? [];

  // 3. Let candidateValue be null.
  // 4. For each value of values: if candidateValue is null, then set candidateValue to value;
  //    otherwise, if value is not candidateValue, return failure.
  const [candidate] = values;
  if (candidate === undefined || values.some((value) => value !== candidate)) return null;

  // 5. If candidateValue is the empty string or has a code point that is not an ASCII digit, then
  //    return null.
  // 6. Return candidateValue, interpreted as decimal number.
  const digits = mayBeSigned ? candidate.replace(/^\+/, "") : candidate;
  return /^[0-9]+$/.test(digits) ? Number(digits) : null;
}
