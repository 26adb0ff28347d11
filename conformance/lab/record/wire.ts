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
  const lowered = message.request.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  return new Map(lowered.filter(([name]) => CONSTANT.has(name)));
}

export function wireMessage(message: SeenMessage, constant: ConstantHeaders, origins: Origins, id: string): WireMessage {
  const { request, origin } = message;
  const boundary = request.headers
    .map(([name, value]) => (/^content-type$/i.test(name) ? /boundary=(\S+)/.exec(value)?.[1] : undefined))
    .find((value) => value !== undefined);
  const headers = request.headers
    .filter(([name, value]) => {
      const lowered = name.toLowerCase();
      return lowered !== "host" && constant.get(lowered) !== value;
    })
    .map(([name, value]) => {
      if (boundary === undefined) return [name, collapse(value, origins, id)] as const;
      if (/^content-length$/i.test(name)) return [name, "{length}"] as const;
      return [name, value.replace(boundary, "{boundary}")] as const;
    })
    .sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  const line = `${request.method} ${collapse(`${origins[origin]}${request.target}`, origins, id)}`;
  return [line, headers, boundary === undefined ? request.body.length : -1];
}
