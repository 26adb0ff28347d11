import { isToken } from "./bytes.ts";

export const ACCEPT = "Accept";
export const ACCESS_CONTROL_ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";
export const ACCESS_CONTROL_ALLOW_HEADERS = "Access-Control-Allow-Headers";
export const ACCESS_CONTROL_ALLOW_METHODS = "Access-Control-Allow-Methods";
export const ACCESS_CONTROL_ALLOW_ORIGIN = "Access-Control-Allow-Origin";
export const ACCESS_CONTROL_EXPOSE_HEADERS = "Access-Control-Expose-Headers";
export const ACCESS_CONTROL_MAX_AGE = "Access-Control-Max-Age";
export const ACCESS_CONTROL_REQUEST_HEADERS = "Access-Control-Request-Headers";
export const ACCESS_CONTROL_REQUEST_METHOD = "Access-Control-Request-Method";
export const LOCATION = "Location";
export const ORIGIN = "Origin";
export const TIMING_ALLOW_ORIGIN = "Timing-Allow-Origin";

/**
 * https://fetch.spec.whatwg.org/#header-name
 *
 * "A header name is a byte sequence that matches the field-name token production."
 */
export function isHeaderName(value: string): boolean {
  return isToken(value);
}
