import { isToken } from "@crosswalk/cors/protocol";
import type { ScenarioPage, ScenarioRequest } from "../../scenario.ts";
import { valueForHeader } from "../hand-made-preflight.ts";
import { draft, type ScenarioDraft, type SourceNote } from "../scenario-draft.ts";
import { parseUrl } from "../sent-headers.ts";
import type { ConsoleMessage } from "./console-message.ts";

/** By the browsers' words for what asks. */
const apis: ReadonlyMap<string, ScenarioRequest["api"]> = new Map<string, ScenarioRequest["api"]>([
  ["beacon", "beacon"],
  ["beacon api", "beacon"],
  ["css stylesheet", "stylesheet"],
  ["eventsource", "event-source"],
  ["fetch", "fetch"],
  ["fetch api", "fetch"],
  ["font", "font"],
  ["image", "image"],
  ["script", "script"],
  ["stylesheet", "stylesheet"],
  ["track", "track"],
  ["video", "video"],
  ["xmlhttprequest", "xhr"],
]);

/** What a console's message tells of the request that failed. No answer is: it names a header at most. */
export function draftFromConsole(message: ConsoleMessage): ScenarioDraft {
  const page = pageOf(message);
  const notes: SourceNote[] = [];
  if (message.origin === "null") notes.push({ code: "null-origin", subject: "origin" });
  return draft({ page, request: requestOf(message), notes });
}

function pageOf({ origin, pageUrl }: ConsoleMessage): ScenarioPage | null {
  const url = parseUrl(pageUrl ?? undefined) ?? parseUrl(origin ?? undefined);
  // An opaque origin has a name in Firefox, behind which stands what made it.
  return url === null || url.protocol === "moz-nullprincipal:" ? null : { url: url.href };
}

function requestOf(message: ConsoleMessage): ScenarioRequest | null {
  // What was redirected was asked for elsewhere.
  const url = parseUrl(message.redirectedFrom ?? message.url ?? undefined);
  if (url === null) return null;
  const { code, parameter, resource } = message;
  const api = apis.get((resource ?? "").toLowerCase()) ?? "fetch";
  const isScript = api === "fetch" || api === "xhr";
  const about = parameter !== null && isToken(parameter) ? parameter : null;
  const method = code === "MethodDisallowedByPreflightResponse" ? about : null;
  const header = code === "HeaderDisallowedByPreflightResponse" ? about : null;
  const isCredentialed = /WildcardOriginNotAllowed|InvalidAllowCredentials/.test(code ?? "");
  return {
    api,
    url: url.href,
    ...(isScript || message.kind !== "cors" ? {} : { mode: "cors" as const }),
    ...(method === null ? {} : { method }),
    ...(header === null ? {} : { headers: [[header, valueForHeader(header)] as const] }),
    // Either is said of requests with credentials alone.
    ...(isCredentialed ? { credentials: "include" as const } : {}),
  };
}
