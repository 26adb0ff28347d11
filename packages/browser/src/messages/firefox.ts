import { UnreadableResponse } from "../http1/unreadable.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { ConnectionClosed } from "../transports/transport.ts";
import { besideCors } from "./firefox/beside-cors.ts";
import { corsLines } from "./firefox/cors.ts";
import { failedStream, noStream, passedLines } from "./firefox/event-source.ts";
import { failedFontLines, type ToldOfFont } from "./firefox/failed-font.ts";
import { ofOwnScheme } from "./firefox/of-own-scheme.ts";
import { refusedCookieLine } from "./firefox/refused-cookie.ts";
import { refusedTypeLines } from "./firefox/refused-type.ts";
import { statusLineLine } from "./firefox/status-line.ts";
import type { EngineMessages, FontFailure } from "./messages.ts";
import { firefoxMisuse } from "./misuse/firefox.ts";
import { firefoxXmlHttpRequest } from "./xml-http-request/firefox.ts";

export const firefoxMessages: EngineMessages = {
  failed: "NetworkError when attempting to fetch resource.",
  bodyFailed(cause, state) {
    if (state === "held") return "Error in input stream";
    const fault = cause instanceof UnreadableResponse ? cause.fault : null;
    // It says so of chunks too.
    if (fault === "short-body")
      return "Content-Length header of network response exceeds response Body.";
    return fault === "undecodable" ? "Decoding failed." : "Error in body stream";
  },
  misuse: firefoxMisuse,
  xmlHttpRequest: firefoxXmlHttpRequest,
  parameter: ({ parameter }) => parameter,
  console(fault, request) {
    const failure = { ...fault, url: withoutEmptyFragment(fault.url, request) };
    if (failure.isTold === true) return null;
    // What is made apart from its page has no console but for what is found out in the page.
    if (isDetached(request))
      return failure.code === "SubresourceIntegrity" ? besideCors(failure, request)[0]! : null;
    const ofScheme = ofOwnScheme(request);
    if (ofScheme !== null) return ofScheme.length === 0 ? null : ofScheme.join("\n");
    const lines = [
      statusLineLine(failure),
      corsLines(failure, request),
      ...besideCors(failure, request),
    ];
    // It tries again where a connection of its own origin's was closed.
    const triesAgain =
      failure.cause instanceof ConnectionClosed && request.responseTainting !== "cors";
    // NB: A stream that has begun is opened again, too.
    const hasBegun = failure.anchor.startsWith("https:");
    if (request.initiator === "event-source" && !triesAgain && !hasBegun)
      lines.push(failedStream(failure, request));
    const told = lines.filter((line) => line !== null);
    return told.length === 0 ? null : told.join("\n");
  },
  failedResource: () => null,
  started: () => [],
  mixedContent: null,
  takenPicture: () => [],
  mismatchedPreload: () => [],
  invalidPreload: () => [],
  deniedTaking: () => [],
  refusedScheme: (kind, url) => (kind === "event-source" ? [noStream(url)] : []),
  refusedType: refusedTypeLines,
  failedFont: (font) => failedFontLines(font, whatIsTold),
  refusedCookie: (cookie, request) => (isDetached(request) ? null : refusedCookieLine(cookie)),
  leavableSandbox: [],
  passed: passedLines,
};

/** What is said of a failure, if anything: that CORS does not let it pass, or something else. */
function whatIsTold({ failure, request }: FontFailure): ToldOfFont {
  if (firefoxMessages.console(failure, request) === null) return "nothing";
  const isOfCors = ofOwnScheme(request) === null && corsLines(failure, request) !== null;
  return isOfCors ? "cors" : "another-reason";
}

/** An empty fragment of what a `fetch` starts from is none by then, and none is handed on by a redirect. */
function withoutEmptyFragment(url: string, { initiator, urlList }: FetchRequest): string {
  if (!url.endsWith("#")) return url;
  const before = urlList[urlList.findIndex(({ href }) => href === url) - 1];
  const isNone = before === undefined ? initiator === "fetch" : before.href.endsWith("#");
  return isNone ? url.slice(0, -1) : url;
}

function isDetached({ initiator, keepalive }: FetchRequest): boolean {
  return initiator === "fetch" && keepalive;
}
