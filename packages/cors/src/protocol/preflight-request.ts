import { isByteCaseInsensitiveMatch } from "./bytes.ts";
import type { HeaderEntries, HeaderList } from "./header-list.ts";
import {
  ACCEPT,
  ACCESS_CONTROL_REQUEST_HEADERS,
  ACCESS_CONTROL_REQUEST_METHOD,
  ORIGIN,
} from "./header-names.ts";

/**
 * The headers that CORS-preflight fetch itself gives a preflight. Later layers add `Origin` and
 * what every request has.
 *
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export function preflightRequestHeaders(request: {
  readonly method: string;
  /** The CORS-unsafe request-header names with the request's header list. */
  readonly unsafeHeaderNames: readonly string[];
}): HeaderEntries {
  const headers: [name: string, value: string][] = [];

  // 2. Append (`Accept`, `*/*`) to preflight's header list.
  headers.push([ACCEPT, "*/*"]);

  // 3. Append (`Access-Control-Request-Method`, request's method) to preflight's header list.
  headers.push([ACCESS_CONTROL_REQUEST_METHOD, request.method]);

  // 4. Let headers be the CORS-unsafe request-header names with request's header list.
  // 5. If headers is not empty, then:
  if (request.unsafeHeaderNames.length > 0) {
    // 1. Let value be the items in headers separated from each other by `,`.
    const value = request.unsafeHeaderNames.join(",");

    // 2. Append (`Access-Control-Request-Headers`, value) to preflight's header list.
    headers.push([ACCESS_CONTROL_REQUEST_HEADERS, value]);
  }
  // NOTE: This intentionally does not use combine, as 0x20 following 0x2C is not the way this was
  //       implemented, for better or worse.

  return headers;
}

/**
 * Whether a request is a CORS-preflight request: `OPTIONS`, with `Origin` and
 * `Access-Control-Request-Method`.
 *
 * It is tempting to take every `OPTIONS` for one. An application may have its own.
 *
 * https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export function isPreflight(method: string, headers: HeaderEntries | HeaderList): boolean {
  return (
    method === "OPTIONS" &&
    hasHeader(headers, ORIGIN) &&
    hasHeader(headers, ACCESS_CONTROL_REQUEST_METHOD)
  );
}

function hasHeader(headers: HeaderEntries | HeaderList, name: string): boolean {
  for (const [headerName] of headers) {
    if (isByteCaseInsensitiveMatch(headerName, name)) return true;
  }
  return false;
}
