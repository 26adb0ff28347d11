import { isToken } from "@crosswalk/cors/protocol";
import type { ScenarioPage, ScenarioRequest } from "../../scenario.ts";
import { valueForHeader } from "../hand-made-preflight.ts";
import { draft, type ScenarioDraft, type SourceNote } from "../scenario-draft.ts";
import { type ConsoleTrouble, consoleTroubles } from "./console-troubles.ts";
import { lenientUrl } from "./lenient-url.ts";

/** By the browsers' words for what asks. */
const apis: ReadonlyMap<string, ScenarioRequest["api"]> = new Map<string, ScenarioRequest["api"]>([
  ["audio", "audio"],
  ["beacon", "beacon"],
  ["beacon api", "beacon"],
  ["css stylesheet", "stylesheet"],
  ["eventsource", "event-source"],
  ["fetch", "fetch"],
  ["fetch api", "fetch"],
  ["font", "font"],
  ["image", "image"],
  ["media", "video"],
  ["module script", "module"],
  ["script", "script"],
  ["style", "stylesheet"],
  ["stylesheet", "stylesheet"],
  ["track", "track"],
  ["video", "video"],
  ["worker", "worker"],
  ["xmlhttprequest", "xhr"],
  ["xmlhttprequest endpoint", "xhr"],
]);

/** What a pasted piece of a console tells, one draft for each thing that went wrong. */
export function draftsFromConsole(text: string): ScenarioDraft[] {
  return consoleTroubles(text).map(draftFromTrouble);
}

/** What is told of the request that failed, as far as it is; `told` has the rest. */
function draftFromTrouble(trouble: ConsoleTrouble): ScenarioDraft {
  const notes: SourceNote[] = [];
  if (trouble.message.origin === "null" && trouble.message.kind !== "message-target")
    notes.push({ code: "null-origin", subject: "origin" });
  return draft({ page: pageOf(trouble), request: requestOf(trouble), notes, told: trouble });
}

function pageOf({ page }: ConsoleTrouble): ScenarioPage | null {
  const url = page === null ? null : lenientUrl(page);
  // An opaque origin has a name in Firefox, behind which stands what made it.
  return url === null || url.startsWith("moz-nullprincipal:") ? null : { url };
}

function requestOf(trouble: ConsoleTrouble): ScenarioRequest | null {
  // What was redirected was asked for elsewhere.
  const given = trouble.redirectedFrom ?? trouble.url;
  const url = given === null ? null : lenientUrl(given);
  return url === null ? null : requestFor(trouble, url);
}

/** The request for a URL, with what the message tells of it. */
export function requestFor(trouble: ConsoleTrouble, url: string): ScenarioRequest {
  const { code, parameter, kind } = trouble.message;
  const api = apiOf(trouble);
  const isScript = api === "fetch" || api === "xhr";
  const about = parameter !== null && isToken(parameter) ? parameter : null;
  const method =
    code === "MethodDisallowedByPreflightResponse" ? (about ?? trouble.method) : trouble.method;
  const header = code === "HeaderDisallowedByPreflightResponse" ? about : null;
  const isCredentialed = /WildcardOriginNotAllowed|InvalidAllowCredentials/.test(code ?? "");
  return {
    api,
    url,
    ...(isScript || kind !== "cors" ? {} : { mode: "cors" as const }),
    ...(method === null || !isScript ? {} : { method }),
    ...(header === null ? {} : { headers: [[header, valueForHeader(header)] as const] }),
    // Either is said of requests with credentials alone.
    ...(isCredentialed ? { credentials: "include" as const } : {}),
  };
}

function apiOf({ message: { resource, kind } }: ConsoleTrouble): ScenarioRequest["api"] {
  const known = apis.get((resource ?? "").toLowerCase());
  if (known !== undefined) return known;
  // `Refused to load the script`, `Expected a JavaScript-or-Wasm module script`.
  const word = /\b(module script|script|stylesheet|style|image|font|media)\b/i.exec(
    resource ?? "",
  )?.[1];
  if (word !== undefined) return apis.get(word.toLowerCase()) ?? "fetch";
  switch (kind) {
    case "tainted-canvas":
    case "opaque-response-blocking":
    case "cross-origin-resource-policy":
    case "cross-origin-embedder-policy":
      return "image";
    case "font":
      return "font";
    case "integrity":
      return "script";
    default:
      return "fetch";
  }
}
