import type { HostileRequest } from "./hostile-request.ts";
import type { FuzzedGuard } from "./policies.ts";

/** What an adapter made of a request. */
export interface FuzzOutcome {
  /** How often the application ran. */
  readonly ran: number;
  readonly status: number;
  /** Header lines as they would go out. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** What the application put into its response: none of it may stand beside the guard's. */
export const application = {
  "Access-Control-Allow-Origin": "https://application.example",
  "access-control-max-age": "1",
  Vary: "Accept, ORIGIN",
  "Set-Cookie": ["a=1", "b=2"],
} as const;

/** What must not be so; empty when all is well. */
export function faults(
  request: HostileRequest,
  fuzzed: FuzzedGuard,
  outcome: FuzzOutcome,
): string[] {
  const { headers, url, method, marker } = request;
  const found: string[] = [];
  const lines = outcome.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const ours = lines.filter(([name]) => name.startsWith("access-control-"));
  const valueOf = (name: string): string | undefined => ours.find((line) => line[0] === name)?.[1];

  if (fuzzed.mode === "report-only") {
    if (outcome.ran !== 1) found.push(`the application ran ${outcome.ran} times`);
    if (valueOf("access-control-allow-origin") !== "https://application.example")
      found.push("a report changed the response");
    return found;
  }

  const origin = headers["origin"];
  const allowed = fuzzed.allows(origin, url);
  const isPreflight =
    method === "OPTIONS" &&
    origin !== undefined &&
    headers["access-control-request-method"] !== undefined;
  if (outcome.ran !== (isPreflight ? 0 : 1)) found.push(`the application ran ${outcome.ran} times`);
  if (isPreflight && outcome.status !== (allowed === null ? 403 : 204))
    found.push(`status ${outcome.status}`);
  if ((valueOf("access-control-allow-origin") ?? null) !== allowed)
    found.push(`allowed ${valueOf("access-control-allow-origin")}, should be ${allowed}`);
  if (allowed === null && ours.length > 0)
    found.push(`refused, but has ${ours.map(([name]) => name).join(", ")}`);
  if (new Set(ours.map(([name]) => name)).size !== ours.length)
    found.push("a header of CORS stands there twice");

  const varies = lines
    .filter(([name]) => name === "vary")
    .flatMap(([, value]) =>
      value
        .toLowerCase()
        .split(",")
        .map((element) => element.trim()),
    );
  const onOrigin = varies.filter((name) => name === "origin").length;
  const written = isPreflight ? 0 : 1;
  if (onOrigin !== (fuzzed.varies(url) ? 1 : written)) found.push(`Vary: ${varies.join(", ")}`);
  if (!isPreflight && lines.filter(([name]) => name === "set-cookie").length !== 2)
    found.push("the application's cookies are not there");

  for (const [name, value] of lines) {
    if (!value.includes(marker) && !name.includes(marker)) continue;
    if (name === "access-control-allow-origin" && value === allowed) continue;
    if (fuzzed.echoes && isPreflight && allowed !== null && isApprovedEcho(name, value, headers))
      continue;
    found.push(`${name} has something of the request: ${JSON.stringify(value.slice(0, 80))}`);
  }
  return found;
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** With credentials, `*` is answered with what was asked for: a method that is a token, names that are tokens. */
function isApprovedEcho(name: string, value: string, headers: HostileRequest["headers"]): boolean {
  if (name === "access-control-allow-methods")
    return token.test(value) && value === headers["access-control-request-method"];
  if (name !== "access-control-allow-headers") return false;
  const asked = (headers["access-control-request-headers"] ?? "")
    .toLowerCase()
    .split(",")
    .map((element) => element.trim());
  return value.split(", ").every((element) => token.test(element) && asked.includes(element));
}
