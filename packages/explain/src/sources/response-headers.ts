import { byteLowercase, isPreflight, isRedirectStatus } from "@crosswalk/cors/protocol";
import type { AnsweredResponse, AnswerLayer, AnswerRule, ScenarioRequest } from "../scenario.ts";
import { requestOfPreflight } from "./hand-made-preflight.ts";
import { type DumpedRequest, type HeaderDump, readHeaderDumps } from "./header-dumps.ts";
import { draft, type ScenarioDraft, type SourceNote } from "./scenario-draft.ts";
import { parseUrl, readSentHeaders, type SentHeaders } from "./sent-headers.ts";

/** The same response as one of several layers saw it. */
export interface NamedDump {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads responses' headers: one text, or one for each layer that a response passes. Several responses without a name are several
 * answers; with names they are one, as each layer saw it.
 */
export function draftFromHeaders(source: string | readonly NamedDump[]): ScenarioDraft {
  const dumps =
    typeof source === "string"
      ? readHeaderDumps(source)
      : source.flatMap(({ name, text }) =>
          readHeaderDumps(text).map((dump) => ({ ...dump, name })),
        );
  const notes: SourceNote[] = [];
  if (dumps.some(({ isStatusGuessed }) => isStatusGuessed)) {
    notes.push({ code: "status-guessed", subject: "200" });
  }
  const exchanges = exchangesOf(dumps);
  if (exchanges.some(({ dumps: [first] }) => first!.request === null)) {
    notes.push({ code: "role-guessed", subject: "preflight" });
  }
  const asked = dumps.find(({ request }) => request !== null)?.request ?? null;
  const request = asked === null ? null : requestOf(asked, notes);
  return draft({
    page: request?.sent.page ?? null,
    request: request?.request ?? null,
    cookies: request?.sent.cookies ?? [],
    answers: answersOf(exchanges),
    notes: [...(request?.sent.notes ?? []), ...notes],
  });
}

/** One response, as seen by one layer or more. */
interface Exchange {
  readonly dumps: HeaderDump[];
  /** Null where nothing tells. */
  readonly isPreflight: boolean | null;
}

function exchangesOf(dumps: readonly HeaderDump[]): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const dump of dumps) {
    const role = roleOf(dump, dumps);
    const same = exchanges.find(
      (exchange) =>
        exchange.isPreflight === role &&
        dump.name !== null &&
        exchange.dumps.every(({ name }) => name !== null && name !== dump.name),
    );
    if (same === undefined) exchanges.push({ dumps: [dump], isPreflight: role });
    else same.dumps.push(dump);
  }
  return exchanges;
}

const namesOfPreflights: ReadonlySet<string> = new Set([
  "access-control-allow-headers",
  "access-control-allow-methods",
  "access-control-max-age",
]);

/** A single response answers everything, unless its request tells. Of several, those that list methods are for preflights. */
function roleOf(dump: HeaderDump, all: readonly HeaderDump[]): boolean | null {
  if (dump.request !== null) return isPreflight(dump.request.method, dump.request.headers);
  const looksSo = ({ headers, status }: HeaderDump): boolean =>
    status === 204 && headers.some(([name]) => namesOfPreflights.has(byteLowercase(name)));
  const isMixed = all.some(looksSo) && !all.every(looksSo);
  return isMixed ? looksSo(dump) : null;
}

function answersOf(exchanges: readonly Exchange[]): AnswerRule[] {
  const rules: AnswerRule[] = [];
  let location: string | null = null;
  for (const { dumps, isPreflight: preflight } of exchanges) {
    const answer = answerOf(dumps);
    const when = {
      ...(location === null ? {} : { url: location }),
      ...(preflight === null ? {} : { preflight }),
    };
    // What is said of one URL comes before what is said of all.
    if (location === null) rules.push({ when, answer });
    else rules.unshift({ when, answer });
    location = preflight === true ? null : redirectOf(answer);
  }
  return rules;
}

/** Where `curl -L` went next. */
function redirectOf({ status, headers }: AnsweredResponse): string | null {
  if (!isRedirectStatus(status)) return null;
  const url = parseUrl(headers.find(([name]) => byteLowercase(name) === "location")?.[1]);
  return url?.href.replace(/#[^]*$/, "") ?? null;
}

function answerOf(dumps: readonly HeaderDump[]): AnsweredResponse {
  const inOrder = [...dumps].sort((one, other) => rankOf(one, dumps) - rankOf(other, dumps));
  const { status, statusText, headers } = inOrder[0]!;
  const layers = inOrder.flatMap(({ name, headers: seen }): AnswerLayer[] =>
    name === null ? [] : [{ name, headers: seen }],
  );
  return { status, statusText, headers, ...(layers.length === 0 ? {} : { layers }) };
}

const ranks: readonly RegExp[] = [
  /^(?:client|browser|public|outside)$/i,
  /cdn|cloud\s?front|cloudflare|fastly|akamai|edge/i,
  /waf|gateway|balancer|^[aen]?lb$|ingress/i,
  /proxy|nginx|caddy|apache|envoy|traefik|varnish|kong/i,
  /^app|application|origin|backend|server|upstream|node|express/i,
];

/** How far outside a layer is. Where a name isn't known, all stay as they were given: outermost first. */
function rankOf({ name }: HeaderDump, dumps: readonly HeaderDump[]): number {
  const rank = (text: string | null): number =>
    ranks.findIndex((pattern) => pattern.test(text ?? ""));
  return dumps.some((other) => rank(other.name) === -1) ? 0 : rank(name);
}

function requestOf(
  { method, target, headers }: DumpedRequest,
  notes: SourceNote[],
): { request: ScenarioRequest; sent: SentHeaders } | null {
  const host = headers.find(([name]) => /^(?:host|:authority)$/i.test(name))?.[1] ?? "";
  const url = parseUrl(target) ?? parseUrl(`${schemeFor(host)}//${host}${target}`);
  if (url === null) return null;
  if (parseUrl(target) === null) notes.push({ code: "scheme-guessed", subject: url.protocol });
  const sent = readSentHeaders(headers, url.href);
  const asked = requestOfPreflight(method, headers);
  if (asked !== null) notes.push({ code: "preflight-by-hand", subject: asked.method ?? "" });
  const request: ScenarioRequest = {
    api: sent.api ?? "fetch",
    url: url.href,
    method,
    ...(sent.headers.length === 0 ? {} : { headers: sent.headers }),
    ...(sent.mode === null ? {} : { mode: sent.mode }),
    ...(sent.credentials === null ? {} : { credentials: sent.credentials }),
    ...asked,
  };
  return { request, sent };
}

/** A port is seldom given to what is public. */
function schemeFor(host: string): string {
  return /^(?:localhost|127\.|\[::1\])|:(?!443$)\d+$/.test(host) ? "http:" : "https:";
}
