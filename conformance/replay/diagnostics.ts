import { corsErrorCodes } from "@crosswalk/cors/protocol";
import type { Case } from "../lab/case.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";
import type { ReplayedCase } from "./run-case.ts";

/** What a browser said of requests beside what a script saw, each line in no particular order. */
type Diagnostics = readonly string[];

// Consoles tell more than how requests end: misuse, what a canvas keeps, cookies, and content of the wrong kind.
const beside: Readonly<Record<string, readonly RegExp[]>> = {
  chromium: [
    /^The resource .* was preloaded using link preload but not used within /,
    /Automatic fallback to software WebGL has been deprecated/,
    /^WARNING: Too many active WebGL contexts/,
  ],
  firefox: [/^XML Parsing Error: /],
  webkit: [
    /^FetchRequestInit\.signal should be undefined, null or an AbortSignal object\. /,
    /^Refused to get unsafe header /,
    /^Unable to get image data from canvas /,
    /^There are too many active WebGL contexts /,
  ],
};

const STATUS_LINE = /^The status line of the HTTP response is invalid$/;

// What names no address was attributed to no case, but where cases ran one at a time.
const unaddressed: readonly RegExp[] = [
  /^Refused to (?:set|get) unsafe header /,
  /^The provided value '.*' is not a valid enum value of type /,
  /^EventSource's response has a (?:MIME type|charset) /,
  /^Failed to load module script: /,
  /^TypeError: '.*' is not a valid JavaScript MIME type\.$/,
  /^ArrayBuffer is deprecated in /,
  /^OTS parsing error: /,
  STATUS_LINE,
  /^Cookie “(?!.*\{\/\})/,
  /^XMLHttpRequest\.\w+ cannot be (?:changed|set) for synchronous /,
  /^Synchronous (?:XMLHttpRequests|HTTP\(S\) requests) (?:made from the window context cannot|must not) have /,
  /^<link rel=preload> /,
  /^(?:Error parsing|Ignoring unrecognized) 'integrity' attribute /,
];

/** What was said, as far as it would have been heard of the case. */
export function heard(said: Diagnostics, recorded: Diagnostics): Diagnostics {
  const isHeard = (line: string): boolean =>
    unaddressed.every((pattern) => !pattern.test(line)) ||
    recorded.some((other) => unaddressed.some((pattern) => pattern.test(other)));
  return said.filter(isHeard);
}

/** Null of the standard, which no browser was recorded for. */
export function recordedDiagnostics(
  browser: string,
  one: Case,
  { console, cors }: RecordedCase,
): Diagnostics | null {
  const kept = console.filter((text) => isOfRequest(browser, text, one));
  switch (browser) {
    case "chromium":
      return [...cors.map(corsStatus).filter((text) => text !== null), ...kept].sort();
    case "firefox":
      return withoutChance(kept.filter(isOfCase).sort());
    case "webkit":
      return kept.sort();
    default:
      return null;
  }
}

export function replayedDiagnostics(
  browser: string,
  one: Case,
  { causes, console }: ReplayedCase,
): Diagnostics {
  const lines = console.map(({ text }) => text).filter((text) => isOfRequest(browser, text, one));
  // Firefox's are found by the case's address in them.
  if (browser === "firefox") return withoutChance(lines.filter(isOfCase).sort());
  if (browser !== "chromium") return lines.sort();
  return [...causes.flatMap(reportsOf), ...lines].sort();
}

/** A preflight that the network refuses is a request of its own, of which the protocol has as much. */
function reportsOf(cause: ReplayedCase["causes"][number]): string[] {
  const report = reportOf(cause);
  if (report === null) return [];
  const isTwice = cause.code === "InsecureLocalNetwork" && cause.anchor === "#cors-preflight-fetch";
  return isTwice ? [report, report] : [report];
}

const isOfData = (page: Case["page"]): boolean => page === "data in a" || page === "data";

/** The address of a data: page is all of the laboratory's runner. */
function isOfRequest(browser: string, line: string, { page }: Case): boolean {
  if (isOfData(page) && line.startsWith("Unsafe attempt to load URL ")) return false;
  return !(beside[browser]?.some((pattern) => pattern.test(line)) ?? false);
}

/** What the DevTools protocol has of a failure: nothing where a page keeps to itself, which is no failure that it knows. */
function reportOf({ code, parameter, message }: ReplayedCase["causes"][number]): string | null {
  if (message === null || code === "DisallowedByMode") return null;
  // What no network was asked for is none to the page alone.
  const isOfPage =
    code === "CorsDisabledScheme" && !message.includes(" has been blocked by CORS policy: ");
  return corsCodes.has(code) && !isOfPage ? `${code} ${parameter}` : null;
}

const corsCodes: ReadonlySet<string> = new Set(corsErrorCodes);

const isOfCase = (text: string): boolean =>
  /\{(?:[a-z]|[a-z]:host\})?\/\}|\{#\}|^Cookie “/.test(text) || STATUS_LINE.test(text);

/**
 * An EventSource of Firefox's tells of an answer that is no stream as that begins, and once more as it ends, unless the
 * task that closes it has run by then: now so, now so, of one and the same case.
 *
 * dom/base/EventSource.cpp, DispatchFailConnection
 */
const withoutChance = (sorted: Diagnostics): Diagnostics =>
  sorted.filter((line, index) => line !== sorted[index - 1] || !line.includes(NO_STREAM));

const NO_STREAM = "Firefox can’t establish a connection to the server at ";

/** `<url> <type> <CorsError> <parameter>`, of which the error and its parameter count; null of errors of the network. */
function corsStatus(line: string): string | null {
  // NB: An address may have spaces in it, if it is one of data.
  if (/ net::ERR_/.test(line)) return null;
  const parts = /^\S* \S+ (\S+) ?([^]*)$/.exec(line);
  return parts === null ? null : `${parts[1]!} ${parts[2]!}`;
}
