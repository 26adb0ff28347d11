import { corsErrorCodes } from "@crosswalk/cors/protocol";
import type { Case } from "../lab/case.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";
import type { ReplayedCase } from "./run-case.ts";

/** What a browser said of refusals beside what a script saw, each line in no particular order. */
type Diagnostics = readonly string[];

// WebKit's console tells more than refusals: misuse, statuses, what a canvas keeps, content of the wrong
// kind, and what passes though it is insecure.
const besideRefusals = [
  /^Refused to set unsafe header /,
  /^ArrayBuffer is deprecated in /,
  /^XMLHttpRequest\.\w+ cannot be (?:changed|set) for synchronous /,
  /^Synchronous XMLHttpRequests made from the window context cannot have /,
  /^Failed to load resource: the server responded with a status of /,
  /^Unable to get image data from canvas /,
  /^There are too many active WebGL contexts /,
  /^EventSource's response has a (?:MIME type|charset) /,
  /^Did not parse stylesheet at /,
  /^TypeError: '.*' is not a valid JavaScript MIME type\.$/,
  / was not upgraded to HTTPS and must be served from the local host\.$/,
];

/**
 * Null where the recording holds nothing to compare: a frame of another site is in a process of
 * Chromium's that the laboratory doesn't listen to.
 */
export function recordedDiagnostics(
  browser: string,
  one: Case,
  { console, cors }: RecordedCase,
): Diagnostics | null {
  switch (browser) {
    case "chromium":
      if (one.page === "c in a") return null;
      return [
        // What names no address of a case may have come when the next one was under way.
        ...cors
          .filter(isOfCase)
          .map(corsStatus)
          .filter((text) => text !== null),
        ...console
          .filter((line) => isOfCase(line) && isOfRefusal(line, one))
          .map((line) => line.trim()),
      ].sort();
    case "firefox":
      return console
        .filter((line) => line.startsWith("Cross-Origin Request Blocked") && isOfCase(line))
        .sort();
    case "webkit":
      return console
        .flatMap((line) => line.split("\n"))
        .filter((line) => line !== "" && !besideRefusals.some((beside) => beside.test(line)))
        .sort();
    default:
      return null;
  }
}

export function replayedDiagnostics(
  browser: string,
  one: Case,
  { causes }: ReplayedCase,
): Diagnostics {
  const told = causes.filter(({ message }) => message !== null);
  const lines = told.flatMap(({ message }) => message!.split("\n"));
  // Firefox's are found by the case's address in them.
  if (browser === "firefox") return lines.filter(isOfCase).sort();
  if (browser === "webkit") return lines.sort();
  return [
    ...told
      .filter(({ code, url }) => isReported(code) && isOfCase(url))
      .map(({ code, parameter }) => `${code} ${parameter}`),
    ...lines.filter((line) => isOfCase(line) && isOfRefusal(line, one)),
  ].sort();
}

/**
 * The rest is what Chromium says of every failed load ("Failed to load resource"), of responses that
 * have passed and then are no font or module, of setRequestHeader, and of what it lets through. The
 * address of a data: page is all of the laboratory's runner.
 */
function isOfRefusal(line: string, { page }: Case): boolean {
  if (line.startsWith("Unsafe attempt to load URL ")) return page !== "data in a";
  return /^(?:Access to |Fetch API cannot load |Failed to find a valid digest |Subresource Integrity: )/.test(
    line,
  );
}

/** A request that its page keeps to itself is no failure that the DevTools protocol knows. */
const isReported = (code: string): boolean =>
  (corsErrorCodes as readonly string[]).includes(code) && code !== "DisallowedByMode";

const isOfCase = (text: string): boolean => /\{(?:[a-z]|[a-z]:host\})?\/\}|\{#\}/.test(text);

/** `<url> <type> <CorsError> <parameter>`, of which the error and its parameter count; null of errors of the network. */
function corsStatus(line: string): string | null {
  const parts = /^\S* \S+ (\S+) ?([^]*)$/.exec(line);
  return parts === null || parts[1]!.startsWith("net::") ? null : `${parts[1]!} ${parts[2]!}`;
}
