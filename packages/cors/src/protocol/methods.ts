import { byteUppercase, isToken } from "./bytes.ts";

const forbiddenMethods: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);

const normalizedMethods: ReadonlySet<string> = new Set([
  "DELETE",
  "GET",
  "HEAD",
  "OPTIONS",
  "POST",
  "PUT",
]);

/** The longest name above: what is longer needs no upper-casing to be told apart. */
const MAX_NAMED_METHOD_LENGTH = "CONNECT".length;

/**
 * https://fetch.spec.whatwg.org/#concept-method
 *
 * "A method is a byte sequence that matches the method token production."
 */
export function isMethod(value: string): boolean {
  return isToken(value);
}

/**
 * https://fetch.spec.whatwg.org/#cors-safelisted-method
 *
 * "A CORS-safelisted method is a method that is `GET`, `HEAD`, or `POST`."
 */
export function isCorsSafelistedMethod(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "POST";
}

/**
 * https://fetch.spec.whatwg.org/#forbidden-method
 *
 * "A forbidden method is a method that is a byte-case-insensitive match for `CONNECT`, `TRACE`, or
 * `TRACK`."
 */
export function isForbiddenMethod(method: string): boolean {
  return method.length <= MAX_NAMED_METHOD_LENGTH && forbiddenMethods.has(byteUppercase(method));
}

/**
 * https://fetch.spec.whatwg.org/#concept-method-normalize
 *
 * "To normalize a method, if it is a byte-case-insensitive match for `DELETE`, `GET`, `HEAD`,
 * `OPTIONS`, `POST`, or `PUT`, byte-uppercase it."
 *
 * It is tempting to add `PATCH`. Browsers send `patch` as it is written, and servers that know only
 * `PATCH` refuse it.
 */
export function normalizeMethod(method: string): string {
  if (method.length > MAX_NAMED_METHOD_LENGTH) return method;
  const uppercased = byteUppercase(method);
  return normalizedMethods.has(uppercased) ? uppercased : method;
}
