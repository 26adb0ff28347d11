import { isHeaderName, isHeaderValue, isMethod } from "@crosswalk/cors/protocol";
import { requestTarget } from "../infrastructure/url.ts";
import { acceptedCodings } from "./content-coding.ts";
import type { TransportRequest } from "./transport.ts";

/**
 * The head of a request, a character a byte: `Host` and `Connection`, what was given, and what frames
 * the body or says which content codings are decoded here, where that is missing.
 *
 * https://www.rfc-editor.org/rfc/rfc9112#name-message-format
 */
export function requestHead({ method, url, headers, body }: TransportRequest): string {
  // Whoever gives them may have them from anywhere; a line end would begin another header, or request.
  if (!isMethod(method)) throw new TypeError(`method: ${JSON.stringify(method)} is none`);
  const bad = headers.find(([name, value]) => !isHeaderName(name) || !isHeaderValue(value));
  if (bad !== undefined) throw new TypeError(`headers: ${JSON.stringify(bad)} is no header`);
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  if (!names.has("accept-encoding")) lines.push(`Accept-Encoding: ${acceptedCodings}`);
  if (body !== null && !names.has("content-length"))
    lines.push(
      body.source === null ? "Transfer-Encoding: chunked" : `Content-Length: ${body.length}`,
    );
  return `${method} ${requestTarget(url)} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: keep-alive\r\n${lines.join("\r\n")}\r\n\r\n`;
}
