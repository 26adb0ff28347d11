import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { isPagesOwnScheme } from "../networks-own-scheme.ts";
import { cannotLoad } from "./cannot-load.ts";
import { corsLine } from "./cors.ts";

/** Schemes of what is on the user's own machine, or looks into what isn't. */
const localSchemes: ReadonlySet<string> = new Set(["blob:", "chrome:", "file:", "view-source:"]);

/** With its colon. NB: As text: a host may be none that `URL` parses. */
const schemeOf = (url: string): string => url.replace(/:[^]*$/, ":");

/**
 * Who refuses an address that nothing is fetched from.
 *
 *     "local"     the page, which may not look at this machine
 *     "fetch"     `fetch` itself
 *     "ftp"       the page, which knows that scheme no more
 *     "network"   whoever would have fetched it
 */
export function wayOf(
  url: string,
  { initiator, mode }: FetchRequest,
): "local" | "fetch" | "ftp" | "network" {
  const protocol = schemeOf(url);
  const isOfFetch = initiator === "fetch";
  const isKnown = protocol === "file:" || (protocol === "blob:" && mode === "no-cors");
  if (localSchemes.has(protocol) && (isKnown || !isOfFetch)) return "local";
  if (isOfFetch) return "fetch";
  return initiator === "xmlhttprequest" && protocol === "ftp:" ? "ftp" : "network";
}

export function schemeLine(failure: NetworkFailure, request: FetchRequest): string | null {
  const { url, code } = failure;
  const protocol = schemeOf(url);
  switch (wayOf(url, request)) {
    case "local":
      return `Not allowed to load local resource: ${url}`;
    case "fetch":
      return cannotLoad(url, `URL scheme "${protocol.slice(0, -1)}" is not supported.`);
    case "ftp":
      return "FTP is not supported.";
    case "network":
      return code === "CorsDisabledScheme" && protocol !== "filesystem:"
        ? corsLine(code, failure, request)
        : null;
  }
}

/** Whether it was a redirect that led there. */
export const isRedirectToScheme = ({ code, anchor }: NetworkFailure): boolean =>
  code === "RedirectScheme" ||
  (code === "CorsDisabledScheme" && anchor === "#concept-http-redirect-fetch");

/** Of where a redirect led to. */
export function redirectSchemeLine(failure: NetworkFailure, request: FetchRequest): string | null {
  const { parameter: url, code } = failure;
  if (isPagesOwnScheme(url)) return `Not allowed to load local resource: ${url}`;
  return code === "CorsDisabledScheme" ? corsLine(code, { ...failure, url }, request) : null;
}
