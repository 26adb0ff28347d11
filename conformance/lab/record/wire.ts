import { collapse, type Origins } from "../placeholders.ts";
import type { SeenMessage } from "../server/case-server.ts";
import type { WireMessage } from "./recorded-case.ts";

// They tell the browser, not the situation. A script can set some of them, so only the
// browser's own values are left out.
const CONSTANT = new Set([
  "accept-encoding",
  "accept-language",
  "connection",
  "host",
  "priority",
  "sec-ch-ua",
  "sec-ch-ua-mobile",
  "sec-ch-ua-platform",
  "user-agent",
]);

export type ConstantHeaders = ReadonlyMap<string, string>;

export function constantHeaders(message: SeenMessage): ConstantHeaders {
  const lowered = message.request.headers.map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  return new Map(lowered.filter(([name]) => CONSTANT.has(name)));
}

export function wireMessage(
  message: SeenMessage,
  constant: ConstantHeaders,
  origins: Origins,
  id: string,
): WireMessage {
  const { request, origin } = message;
  const boundary = boundaryOf(request);
  const shorten = shortener(boundary, origins, id);
  const headers = request.headers
    .filter(([name, value]) => {
      const lowered = name.toLowerCase();
      return lowered !== "host" && constant.get(lowered) !== value;
    })
    .map(([name, value]) => [name, shorten(name, value)] as const)
    .sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  const line = `${request.method} ${collapse(`${origins[origin]}${request.target}`, origins, id)}`;
  return [line, headers, boundary === undefined ? request.body.length : -1];
}

/** The header lines as they came, all of them, in order. What tells versions and machines has a name in braces. */
export function headLines(
  { request }: SeenMessage,
  constant: ConstantHeaders,
  origins: Origins,
  id: string,
): string[] {
  const shorten = shortener(boundaryOf(request), origins, id);
  return request.headers.map(([name, value]) => {
    const lowered = name.toLowerCase();
    const isOfMachine =
      (lowered === "user-agent" || lowered === "accept-language") &&
      constant.get(lowered) === value;
    return `${name}: ${isOfMachine ? `{${lowered}}` : shorten(name, value)}`;
  });
}

/** A form's boundary is random, and so may be its length. A script's own one is not. */
function boundaryOf({ headers }: SeenMessage["request"]): string | undefined {
  return headers
    .map(([name, value]) =>
      /^content-type$/i.test(name) ? /boundary=(----\S+)/.exec(value)?.[1] : undefined,
    )
    .find((value) => value !== undefined);
}

function shortener(boundary: string | undefined, origins: Origins, id: string) {
  return (name: string, value: string): string => {
    if (boundary === undefined) return collapse(value, origins, id);
    if (/^content-length$/i.test(name)) return "{length}";
    return collapse(value.replace(boundary, "{boundary}"), origins, id);
  };
}
