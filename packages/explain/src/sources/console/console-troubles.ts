import type { ConsoleKind, ConsoleMessage } from "./console-message.ts";
import { lenientUrl } from "./lenient-url.ts";
import { recognizeConsole } from "./recognize-console.ts";

/** One thing that went wrong, of which a console has several lines to tell. */
export interface ConsoleTrouble {
  /** The line that says most. */
  readonly message: ConsoleMessage;
  readonly url: string | null;
  /** Where it was asked for before a redirect. */
  readonly redirectedFrom: string | null;
  /** Of the page, where a line names it. */
  readonly page: string | null;
  readonly method: string | null;
  /** Of the response at fault. */
  readonly status: number | null;
}

// How much a line says of what went wrong: it failed, says a script; it failed, says the network; it is of that kind; it is that.
const REJECTION = 0;
const FAILURE = 1;
const KIND = 2;
const REASON = 3;

const weak: ReadonlyMap<ConsoleKind, number> = new Map<ConsoleKind, number>([
  ["fetch-rejected", REJECTION],
  ["unsafe-header", REJECTION],
  ["http-status", FAILURE],
  ["font", FAILURE],
]);

const LET_THROUGH = /should\s+also\s+be\s+served|upgraded\s+to\s+HTTPS/;

function weightOf(message: ConsoleMessage): number {
  const { kind, code, netError, browser, isPreflight, origin, isUnanswered } = message;
  // It was let through, and is only not as it should be.
  if (kind === "mixed-content" && LET_THROUGH.test(message.text)) return FAILURE;
  const known = weak.get(kind);
  if (known !== undefined) return known;
  if (kind === "cors") {
    if (code !== null || isPreflight === true) return REASON;
    return origin !== null || isUnanswered ? KIND : FAILURE;
  }
  if (kind === "network")
    return netError === null || /^(?:ERR_)?(?:FAILED|ABORTED)$/.test(netError) ? FAILURE : KIND;
  // Firefox's own name for a failure stands beside what it says of CORS.
  return browser === "firefox" && netError !== null ? KIND : REASON;
}

/**
 * What went wrong by a pasted piece of a console, each thing once: lines about the same URL are one, and what only says that
 * something failed is left out where another line says why.
 */
export function consoleTroubles(text: string): ConsoleTrouble[] {
  const groups: ConsoleMessage[][] = [];
  const seen = new Set<string>();
  for (const message of recognizeConsole(text)) {
    // A loop prints the same a thousand times.
    if (seen.has(message.text)) continue;
    seen.add(message.text);
    // What went well is pasted along.
    if (message.kind === "http-status" && (message.status ?? 0) < 400) continue;
    const group = [...groups].reverse().find((others) => isSame(others, message));
    if (group === undefined) groups.push([message]);
    else group.push(message);
  }
  const troubles = groups.map((group) => ({ group, weight: weightOf(strongest(group)) }));
  const heaviest = Math.max(...troubles.map(({ weight }) => weight), REJECTION);
  return troubles
    .filter(({ weight }) => weight >= Math.min(heaviest, KIND))
    .map(({ group }) => troubleOf(group));
}

/** The first of those that say most. */
const strongest = (group: readonly ConsoleMessage[]): ConsoleMessage =>
  group.reduce((best, other) => (weightOf(other) > weightOf(best) ? other : best));

function isSame(group: readonly ConsoleMessage[], message: ConsoleMessage): boolean {
  const best = strongest(group);
  const urls = group.flatMap(urlsOf);
  const own = urlsOf(message);
  // A line without a URL is about what the lines around it are about.
  if (urls.length > 0 && own.length > 0 && !own.some((url) => urls.includes(url))) return false;
  // Two reasons are two troubles, unless they are the same.
  const isReason = Math.min(weightOf(best), weightOf(message)) === REASON;
  return !isReason || (best.kind === message.kind && best.code === message.code);
}

function urlsOf({ url, redirectedFrom }: ConsoleMessage): string[] {
  return [url, redirectedFrom].flatMap((one) => (one === null ? [] : [lenientUrl(one) ?? one]));
}

function troubleOf(group: readonly ConsoleMessage[]): ConsoleTrouble {
  const message = strongest(group);
  const isPreflight = message.isPreflight === true;
  const first = <Value>(pick: (one: ConsoleMessage) => Value | null): Value | null =>
    [message, ...group].map(pick).find((value) => value !== null) ?? null;
  // The status of a preflight is not that of the request, where both are told.
  const told = group.filter(({ method }) => (method === "OPTIONS") === isPreflight);
  const status = (told.some((one) => one.status !== null) ? told : group).find(
    (one) => one.status !== null && one.status !== 0,
  )?.status;
  const methods = group.flatMap(({ method }) => (method === null ? [] : [method]));
  return {
    message,
    url: first(({ url }) => url),
    redirectedFrom: first(({ redirectedFrom }) => redirectedFrom),
    page: first(({ pageUrl }) => pageUrl) ?? first(({ origin }) => origin),
    method: methods.find((method) => method !== "OPTIONS") ?? null,
    status: message.status !== null && message.status !== 0 ? message.status : (status ?? null),
  };
}
