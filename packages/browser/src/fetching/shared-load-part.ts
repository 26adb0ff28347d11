import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { UserAgent } from "./user-agent.ts";

/**
 * What a request has to do with what its page has loaded:
 *
 *     "shares"     its load is kept for others
 *     "takes"      it takes what others have loaded, and leaves nothing
 *     "finds"      it takes what elements have loaded, and is held elsewhere if that is nothing
 *     "replaces"   what was loaded from its address is gone
 *     "none"       it has nothing to do with any of this
 */
export function partOf(request: FetchRequest): "shares" | "takes" | "finds" | "replaces" | "none" {
  const { initiator, element, synchronous, method, body, integrity } = request;
  if (synchronous) return "none";
  if (isOfElement(request)) return request.element === "preload" ? "finds" : "shares";
  // NB: The script of a worker is loaded as what scripts ask for is.
  if (element === "worker") return "shares";
  const isScript = initiator === "fetch" || initiator === "xmlhttprequest";
  if (isPreload(request)) return "shares";
  if (method !== "GET" || body !== null || !isScript) return "replaces";
  // NB: What integrity is checked of is kept until it is whole.
  return initiator === "xmlhttprequest" || integrity !== "" ? "shares" : "takes";
}

const heldElements: ReadonlySet<string | null> = new Set([
  "font",
  "image",
  "import",
  "module",
  "script",
  "stylesheet",
  "svg-use",
  "track",
]);

const heldDestinations: ReadonlySet<string> = new Set([
  "font",
  "image",
  "script",
  "style",
  "track",
]);

/** Whether it is for an element whose loads a page holds. */
export const isOfElement = ({ element, destination }: FetchRequest): boolean =>
  heldElements.has(element) || (element === "preload" && heldDestinations.has(destination));

/** Whether it asks whether what its page has loaded still holds, where no HTTP cache does. */
export const asksAboutHeld = (request: FetchRequest, { keepsResponses }: UserAgent): boolean =>
  !keepsResponses && (isOfElement(request) || request.cacheMode === "default");

/** Whether it is a preload for scripts. */
export const isPreload = (request: FetchRequest | undefined): boolean =>
  request?.element === "preload" && request.destination === "";
