import type { GuardFacts } from "../policy/cors-guard.ts";

/** What is read of a `Request`. */
export interface WebRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
}

/** The facts of a `Request`. `Headers` joins several lines of one name with `, `. */
export function webFacts(request: WebRequest): GuardFacts {
  const { method, url, headers } = request;
  // Most requests are not `OPTIONS`, and need not be searched for what only a preflight has.
  const isOptions = method === "OPTIONS";
  return {
    method,
    origin: headers.get("origin"),
    accessControlRequestMethod: isOptions ? headers.get("access-control-request-method") : null,
    accessControlRequestHeaders: isOptions ? headers.get("access-control-request-headers") : null,
    // Over HTTP/2 some runtimes keep the authority in the URL alone.
    host: headers.get("host") ?? authorityOf(url),
    url,
  };
}

/** The authority of an absolute URL, or null. A `Request`'s URL is absolute, normalised and has no credentials. */
function authorityOf(url: string): string | null {
  const scheme = url.indexOf("://");
  if (scheme === -1) return null;
  const start = scheme + 3;
  for (let end = start; end < url.length; end++) {
    const character = url[end];
    if (character === "/" || character === "?" || character === "#") return url.slice(start, end);
  }
  return url.slice(start);
}
