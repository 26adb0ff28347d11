import type { GuardFacts } from "../policy/cors-guard.ts";

/** Headers as `node:http` and `node:http2` give them: lower-case names, several lines of one name joined with `, `. */
export interface NodeHeaders {
  readonly [name: string]: string | readonly string[] | undefined;
}

/** What is read of an `IncomingMessage` or `Http2ServerRequest`. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: NodeHeaders;
}

/** A request of a framework that cuts what it has routed off `url`, and keeps the whole here. */
interface RoutedRequest extends NodeRequest {
  readonly originalUrl?: string | undefined;
}

/** The facts of a request of `node:http`, or of the compatibility API of `node:http2`. */
export function nodeFacts(request: NodeRequest, url?: string): GuardFacts {
  const target = url ?? (request as RoutedRequest).originalUrl ?? request.url ?? "";
  return headerFacts(request.method ?? "", target, request.headers);
}

/** The facts of a request of which method, URL and headers are known. */
export function headerFacts(method: string, url: string, headers: NodeHeaders): GuardFacts {
  // Most requests are not `OPTIONS`, and need not be searched for what only a preflight has.
  const isOptions = method === "OPTIONS";
  return {
    method,
    origin: valueOf(headers["origin"]),
    accessControlRequestMethod: isOptions
      ? valueOf(headers["access-control-request-method"])
      : null,
    accessControlRequestHeaders: isOptions
      ? valueOf(headers["access-control-request-headers"])
      : null,
    host: valueOf(headers["host"] ?? headers[":authority"]),
    url,
  };
}

function valueOf(value: string | readonly string[] | undefined): string | null {
  if (typeof value === "string") return value;
  return value === undefined ? null : value.join(", ");
}
