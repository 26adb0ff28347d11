import { type HeaderEntries, isHeaderName, isMethod } from "@crosswalk/cors/protocol";
import type { RequestBody } from "../infrastructure/body.ts";
import { requestTarget } from "../infrastructure/url.ts";
import { acceptedCodings } from "./content-coding.ts";
import { isOnALine } from "./is-on-a-line.ts";
import type { TransportRequest } from "./transport.ts";

/**
 * The head of a request, a character a byte: `Host` and `Connection`, what was given, and what frames
 * the body or says which content codings are decoded here, where that is missing.
 *
 * https://www.rfc-editor.org/rfc/rfc9112#name-message-format
 */
export function requestHead({ method, url, headers, body, head }: TransportRequest): string {
  // Whoever gives them may have them from anywhere; a line end would begin another header, or request.
  if (!isMethod(method)) throw new TypeError(`method: ${JSON.stringify(method)} is none`);
  const framing = framingOf(headers, body);
  const lines = head?.(framing) ?? [
    ["Host", url.host],
    ["Connection", "keep-alive"],
    ...headers,
    ...(has(headers, "accept-encoding") ? [] : [["Accept-Encoding", acceptedCodings] as const]),
    ...framing,
  ];
  const bad = lines.find(([name, value]) => !isHeaderName(name) || !isOnALine(value));
  if (bad !== undefined) throw new TypeError(`headers: ${JSON.stringify(bad)} is no header`);
  const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `${method} ${requestTarget(url)} HTTP/1.1\r\n${text}\r\n`;
}

/** https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length */
function framingOf(headers: HeaderEntries, body: RequestBody | null): HeaderEntries {
  if (body === null || has(headers, "content-length")) return [];
  return body.source === null
    ? [["Transfer-Encoding", "chunked"]]
    : [["Content-Length", String(body.length)]];
}

const has = (headers: HeaderEntries, wanted: string): boolean =>
  headers.some(([name]) => name.toLowerCase() === wanted);
