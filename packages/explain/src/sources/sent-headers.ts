import {
  byteLowercase,
  type HeaderEntries,
  isForbiddenRequestHeaderName,
} from "@crosswalk/cors/protocol";
import type { LoadKind } from "@crosswalk/browser";
import type { Scenario, ScenarioPage, ScenarioRequest } from "../scenario.ts";
import type { SourceNote } from "./scenario-draft.ts";

/** What the headers of a request on the wire tell of the page and the script that made it. */
export interface SentHeaders {
  /** What only a script can have set. */
  readonly headers: HeaderEntries;
  /** What no script can set, in a text that no browser wrote: somebody tried to. */
  readonly handmade: HeaderEntries;
  readonly page: ScenarioPage | null;
  readonly api: ScenarioRequest["api"] | null;
  readonly mode: NonNullable<ScenarioRequest["mode"]> | null;
  readonly credentials: NonNullable<ScenarioRequest["credentials"]> | null;
  readonly cookies: NonNullable<Scenario["cookies"]>;
  readonly notes: readonly SourceNote[];
}

/** Browsers set these themselves; scripts may set them too, and rarely do. */
const namesOfBrowsers: ReadonlySet<string> = new Set([
  "user-agent",
  "priority",
  "upgrade-insecure-requests",
  "x-client-data",
  "save-data",
  // What Chromium copies for Node.js has it among the headers.
  "referrer-policy",
  "device-memory",
  "dpr",
  "viewport-width",
  "width",
  "downlink",
  "ect",
  "rtt",
]);

/** Set by scripts, unless a browser's own copy has them: the HTTP cache, "Disable cache" and the language settings do. */
const namesOfBrowsersCopies: ReadonlySet<string> = new Set([
  "accept-language",
  "cache-control",
  "if-modified-since",
  "if-none-match",
  "pragma",
]);

/** HTTP/2's `:authority` and the like, as copies of some versions of Chromium have them: without the colon. */
const PSEUDO = /^(?:authority|method|path|scheme)$/;

const destinations: ReadonlyMap<string, LoadKind> = new Map<string, LoadKind>([
  ["audio", "audio"],
  ["font", "font"],
  ["image", "image"],
  ["script", "script"],
  ["style", "stylesheet"],
  ["track", "track"],
  ["video", "video"],
  ["worker", "worker"],
]);

/** Sorts the headers of a message into what the author set and what the browser told. */
export function readSentHeaders(
  entries: HeaderEntries,
  url: string,
  writer: "anybody" | "a person" = "anybody",
): SentHeaders {
  const first = new Map<string, string>();
  for (const [name, value] of entries) {
    const key = byteLowercase(name);
    if (!first.has(key)) first.set(key, value);
  }
  const isBrowsers =
    [...first.keys()].some((name) => name.startsWith("sec-")) ||
    first.get("user-agent")?.startsWith("Mozilla/5.0 (") === true;
  // What Chromium copies for Node.js has the page where a script can't set it.
  const isCopied =
    isBrowsers || first.has("referrer-policy") || (writer === "anybody" && first.has("referer"));
  const headers: (readonly [string, string])[] = [];
  const handmade: (readonly [string, string])[] = [];
  const notes: SourceNote[] = [];
  for (const [name, value] of entries) {
    if (isOfBrowser(byteLowercase(name), value, isBrowsers)) {
      notes.push({ code: "browser-header", subject: name });
      if (!isCopied && isSetByHand(byteLowercase(name))) handmade.push([name, value]);
    } else {
      headers.push([name, value]);
    }
  }
  const page = pageOf(first, url);
  if (first.get("origin") === "null") notes.push({ code: "null-origin", subject: "Origin" });
  const mode = first.get("sec-fetch-mode");
  if (mode === "navigate") notes.push({ code: "navigation", subject: url });
  const cookies = cookiesOf(first.get("cookie"), url);
  return {
    headers,
    handmade,
    page,
    api:
      destinations.get(first.get("sec-fetch-dest") ?? "") ??
      (mode === "navigate" || mode === undefined ? null : "fetch"),
    mode: mode === "cors" || mode === "no-cors" || mode === "same-origin" ? mode : null,
    credentials: cookies.length > 0 && !isSameOrigin(page, url) ? "include" : null,
    cookies,
    notes,
  };
}

/** Scripts may set `User-Agent`, and may try the others. */
const isSetByHand = (name: string): boolean =>
  isForbiddenRequestHeaderName(name) || name === "user-agent";

function isOfBrowser(name: string, value: string, isBrowsers: boolean): boolean {
  if (isForbiddenRequestHeaderName(name) || namesOfBrowsers.has(name)) return true;
  // HTTP/2's `:authority` and the like.
  if (name.startsWith(":")) return true;
  if (!isBrowsers) return false;
  if (PSEUDO.test(name)) return true;
  return namesOfBrowsersCopies.has(name) || (name === "accept" && isBrowsersAccept(value));
}

/** A script's `Accept` is seldom one that a browser has for its own requests. */
function isBrowsersAccept(value: string): boolean {
  return value === "*/*" || /^(text\/html|text\/css,\*\/\*|image\/)/.test(value);
}

function pageOf(headers: ReadonlyMap<string, string>, url: string): ScenarioPage | null {
  const referrer = parseUrl(headers.get("referer"));
  const origin = headers.get("origin");
  if (origin === "null") {
    return referrer === null ? null : { url: referrer.href, sandboxed: true };
  }
  const from = parseUrl(origin);
  if (from !== null) {
    // A referrer may be cut down to an origin, and may be another page's after a redirect.
    return { url: referrer?.origin === from.origin ? referrer.href : from.href };
  }
  if (referrer !== null) return { url: referrer.href };
  if (headers.get("sec-fetch-site") !== "same-origin") return null;
  const own = parseUrl(url);
  return own === null ? null : { url: `${own.origin}/` };
}

function isSameOrigin(page: ScenarioPage | null, url: string): boolean {
  const own = parseUrl(url);
  return page !== null && own !== null && parseUrl(page.url)?.origin === own.origin;
}

/** As the `Set-Cookie`s that such cookies must have come from to be sent. */
function cookiesOf(header: string | undefined, url: string): NonNullable<Scenario["cookies"]> {
  const own = parseUrl(url);
  if (header === undefined || own === null) return [];
  const attributes = own.protocol === "https:" ? "; Path=/; SameSite=None; Secure" : "; Path=/";
  return header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "")
    .map((pair) => ({ url: own.href, setCookie: `${pair}${attributes}` }));
}

/** What is no URL of a page that can ask is none. */
export function parseUrl(text: string | undefined): URL | null {
  if (text === undefined) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
