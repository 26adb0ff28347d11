import { type Link, parseLinks } from "../../infrastructure/link-header.ts";
import type { LinkTrail } from "../../infrastructure/link-trail.ts";
import { withoutFragment } from "../../infrastructure/url.ts";
import { parseUrlWith } from "../../infrastructure/url-rules.ts";
import type { LoadContext } from "./load.ts";
import { pageLoad } from "./page-load.ts";

// WebKit follows links of whatever comes, of what links have loaded as well, for as long as there is the page: a
// server that links to another address with each answer is asked without an end. Whoever waits for a page here waits
// for its requests, so that there has to be one: a style sheet's font or picture is two links away from a response.
const MAX_LINK_DEPTH = 3;

// Of one response, at all depths. What is meant for a page's first second is a few dozens.
const MAX_LINKED_LOADS = 64;

/**
 * Preloads what the response to a page's request links to, from the page's address and with its settings.
 *
 * Source/WebCore/loader/SubresourceLoader.cpp, didReceiveResponse: all but navigations
 */
export function loadLinks(context: LoadContext, header: string, trail: LinkTrail | null): void {
  if (trail === null) follow(context, header, { depth: 1, loaded: new Set() });
  else if (trail.depth < MAX_LINK_DEPTH)
    // NB: In a task of its own, as what comes over a network comes in one: a handler in the process answers before any
    //     timer is due.
    setTimeout(follow, 0, context, header, { ...trail, depth: trail.depth + 1 });
}

/** Source/WebCore/loader/LinkLoader.cpp, loadLinksFromHeader */
function follow(given: LoadContext, header: string, linkTrail: LinkTrail): void {
  const context = { ...given, linkTrail };
  const { baseUrl } = context.client;
  const { loaded } = linkTrail;
  for (const { target, parameters } of parseLinks(header)) {
    const settings = settingsOf(parameters);
    if (target === "" || settings === null || !isOfAnyScreen(parameters.get("media") ?? ""))
      continue;
    const url = parseUrlWith(context.agent.engine.urls, target, baseUrl);
    // "Sanity check to avoid re-entrancy here."
    if (url !== null && withoutFragment(url) === withoutFragment(baseUrl)) continue;
    if (!isTypeOf(settings.as, parameters.get("type") ?? "")) continue;
    const { as, crossorigin = "without" } = settings;
    const key = `${as} ${crossorigin} ${url?.href ?? target}`;
    if (loaded.has(key)) continue;
    if (loaded.size === MAX_LINKED_LOADS) return;
    loaded.add(key);
    void pageLoad(context, "preload", target, {
      ...settings,
      referrerpolicy: parameters.get("referrerpolicy"),
    });
  }
}

/** What a link is preloaded as, and how; null where it is another kind of link. */
function settingsOf(
  parameters: Link["parameters"],
): { readonly as: string; readonly crossorigin: string | undefined } | null {
  const relations = (parameters.get("rel") ?? "").toLowerCase().split(/[\t\n\f\r ]+/);
  const crossorigin = parameters.get("crossorigin");
  if (relations.includes("preload")) return { as: parameters.get("as") ?? "", crossorigin };
  return relations.includes("modulepreload")
    ? { as: "script", crossorigin: crossorigin ?? "" }
    : null;
}

/** NB: Of how large the screen is nothing is known. */
const isOfAnyScreen = (media: string): boolean => /^(?:|all|screen)$/i.test(media.trim());

/** Whether what is said to be of a type may be used so. */
function isTypeOf(as: string, type: string): boolean {
  if (type === "") return true;
  switch (as) {
    case "font":
      return /^(?:application\/(?:x-)?font-|font\/)/i.test(type);
    case "image":
      return /^(?:image|video)\//i.test(type);
    case "script":
      return /\/(?:x-)?(?:java|ecma)script$/i.test(type);
    case "style":
      return /^text\/css$/i.test(type);
    case "track":
      return /^text\/vtt$/i.test(type);
    default:
      return true;
  }
}
