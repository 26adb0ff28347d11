import type { RecordedCase } from "../lab/record/recorded-case.ts";
import type { ReplayedCase } from "./run-case.ts";

/** What a browser said of refusals beside what a script saw, each line in no particular order. */
type Diagnostics = readonly string[];

/**
 * Null where the recording holds nothing to compare: WebKit's console tells more than refusals, and
 * in none of them what happens in frames or without script is attributed to its case.
 */
export function recordedDiagnostics(
  browser: string,
  { console, cors }: RecordedCase,
): Diagnostics | null {
  switch (browser) {
    case "chromium":
      return [
        ...cors.map(corsStatus).filter((text) => text !== null),
        ...console.filter((line) => line.startsWith("Access to ")),
      ].sort();
    case "firefox":
      return console.filter((line) => line.startsWith("Cross-Origin Request Blocked")).sort();
    default:
      return null;
  }
}

export function replayedDiagnostics(browser: string, { causes }: ReplayedCase): Diagnostics {
  const told = causes.filter(({ message }) => message !== null);
  const lines = told.flatMap(({ message }) => message!.split("\n"));
  return [
    ...(browser === "chromium" ? told.map(({ code, parameter }) => `${code} ${parameter}`) : []),
    ...lines,
  ].sort();
}

/** `<url> <type> <CorsError> <parameter>`, of which the error and its parameter count; null of errors of the network. */
function corsStatus(line: string): string | null {
  const parts = /^\S* \S+ (\S+) ?([^]*)$/.exec(line);
  return parts === null || parts[1]!.startsWith("net::") ? null : `${parts[1]!} ${parts[2]!}`;
}
