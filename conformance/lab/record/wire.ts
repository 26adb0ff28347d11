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
  const shorten = shortener(request, boundary, origins, id);
  const headers = request.headers
    .filter(([name, value]) => {
      const lowered = name.toLowerCase();
      return lowered !== "host" && constant.get(lowered) !== value;
    })
    .map(([name, value]) => [name, shorten(name, value)] as const)
    .sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  const line = `${request.method} ${collapse(`${origins[origin]}${request.target}`, origins, id)}`;
  const length = request.body.length + zerosLeftOut(request.body);
  return [line, headers, boundary === undefined ? length : -1];
}

/** The header lines as they came, all of them, in order. The machine's language has a name in braces. */
export function headLines(
  { request }: SeenMessage,
  constant: ConstantHeaders,
  origins: Origins,
  id: string,
): string[] {
  const shorten = shortener(request, boundaryOf(request), origins, id);
  return request.headers.map(([name, value]) => {
    const isOfMachine =
      name.toLowerCase() === "accept-language" && constant.get("accept-language") === value;
    return `${name}: ${isOfMachine ? "{accept-language}" : shorten(name, value)}`;
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

/**
 * By how much a form is shorter because Firefox leaves out the zeros that the random numbers of its boundary begin
 * with. A script's own type hides that boundary, and the length is told.
 */
function zerosLeftOut(body: Uint8Array): number {
  const text = Buffer.from(body).toString("latin1");
  const boundary = /^--(----geckoformboundary([0-9a-f]+))(?:--)?\r\n/.exec(text);
  if (boundary === null) return 0;
  return (text.split(boundary[1]!).length - 1) * (32 - boundary[2]!.length);
}

function shortener(
  { body }: SeenMessage["request"],
  boundary: string | undefined,
  origins: Origins,
  id: string,
) {
  return (name: string, value: string): string => {
    const isLength = /^content-length$/i.test(name);
    if (boundary === undefined) {
      const zeros = isLength ? zerosLeftOut(body) : 0;
      return zeros === 0 ? collapse(value, origins, id) : `${Number(value) + zeros}`;
    }
    if (isLength) return "{length}";
    return collapse(value.replace(boundary, "{boundary}"), origins, id);
  };
}
