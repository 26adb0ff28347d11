import { type Link, parseLinks } from "../../infrastructure/link-header.ts";
import { withoutFragment } from "../../infrastructure/url.ts";
import { parseUrlWith } from "../../infrastructure/url-rules.ts";
import type { LoadContext } from "./load.ts";
import { pageLoad } from "./page-load.ts";

/**
 * Preloads what the response to a page's request links to, from the page's address and with its settings.
 *
 * Source/WebCore/loader/LinkLoader.cpp, loadLinksFromHeader
 */
export function loadLinks(context: LoadContext, header: string): void {
  const { baseUrl } = context.client;
  for (const { target, parameters } of parseLinks(header)) {
    const settings = settingsOf(parameters);
    if (target === "" || settings === null || !isOfAnyScreen(parameters.get("media") ?? ""))
      continue;
    const url = parseUrlWith(context.agent.engine.urls, target, baseUrl);
    // "Sanity check to avoid re-entrancy here."
    if (url !== null && withoutFragment(url) === withoutFragment(baseUrl)) continue;
    if (!isTypeOf(settings.as, parameters.get("type") ?? "")) continue;
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
