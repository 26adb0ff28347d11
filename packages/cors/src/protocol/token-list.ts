import { isHttpTabOrSpaceByte, isTokenByte } from "./bytes.ts";
import { type Failure, failure } from "./failure.ts";

const COMMA = 0x2c;

/** Bounds beyond which a list counts as a failure, before the rest of it is read. */
export interface TokenListLimits {
  readonly maxBytes?: number;
  /** How many elements, empty ones included. */
  readonly maxElements?: number;
}

/**
 * Parses the list `#token`: the grammar of `Access-Control-Allow-Methods`,
 * `Access-Control-Allow-Headers`, `Access-Control-Expose-Headers` and, but for the one element that
 * it must have, `Access-Control-Request-Headers`.
 *
 * Recipients accept empty elements and any optional whitespace around commas; optional whitespace
 * is SP and HTAB, so VT and FF make the list fail. The value is scanned twice, and nothing is
 * allocated before all of it is known to be valid.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1
 * https://fetch.spec.whatwg.org/#http-new-header-syntax
 */
export function parseTokenList(value: string, limits?: TokenListLimits): string[] | Failure {
  if (limits?.maxBytes !== undefined && value.length > limits.maxBytes) return failure;
  if (!isTokenList(value, limits?.maxElements ?? Number.POSITIVE_INFINITY)) return failure;

  const tokens: string[] = [];
  let position = 0;
  while (position < value.length) {
    while (position < value.length && !isTokenByte(value.charCodeAt(position))) position++;
    const start = position;
    while (position < value.length && isTokenByte(value.charCodeAt(position))) position++;
    if (position > start) tokens.push(value.slice(start, position));
  }
  return tokens;
}

function isTokenList(value: string, maxElements: number): boolean {
  // Where in an element the scan is: before its token, in it, or after it.
  let state: "before" | "in" | "after" = "before";
  let elements = 1;
  if (elements > maxElements) return false;
  for (let position = 0; position < value.length; position++) {
    const byte = value.charCodeAt(position);
    if (isTokenByte(byte)) {
      if (state === "after") return false;
      state = "in";
    } else if (byte === COMMA) {
      if (++elements > maxElements) return false;
      state = "before";
    } else if (isHttpTabOrSpaceByte(byte)) {
      if (state === "in") state = "after";
    } else {
      return false;
    }
  }
  return true;
}
