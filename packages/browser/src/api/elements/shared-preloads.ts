import type { ElementRules, PreloadShare } from "../../infrastructure/element-rules.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import type { CorsSettings } from "./element-request.ts";
import { isCheckedBy } from "./delegated-integrity.ts";
import type { LoadContext } from "./load.ts";
import type { Loading } from "./loaded-response.ts";
import { keepFor, type Preloaded } from "./preloaded.ts";

/** Where elements and preloads of one address, with the same settings, find each other. */
export interface SharedPlace {
  readonly share: PreloadShare;
  readonly as: string;
  readonly url: URL;
  readonly key: string;
}

function placeAt(
  [as, share]: readonly [string, PreloadShare],
  url: URL,
  { mode, credentialsMode }: CorsSettings,
): SharedPlace {
  return { share, as, url, key: JSON.stringify([as, url.href, mode, credentialsMode]) };
}

/** Null where no element takes what is preloaded for it. */
export function placeOfPreload(
  rules: ElementRules,
  as: string,
  url: URL,
  settings: CorsSettings,
): SharedPlace | null {
  const share = rules.preload.shares.get(as);
  return share === undefined ? null : placeAt([as, share], url, settings);
}

export function placeOfElement(
  rules: ElementRules,
  kind: LoadKind,
  url: URL,
  settings: CorsSettings,
): SharedPlace | null {
  const entry = [...rules.preload.shares].find(([, { by }]) => by === kind);
  return entry === undefined ? null : placeAt(entry, url, settings);
}

/** The preload that an element takes, if there is one for it. */
export function preloadFor(
  { preloads }: LoadContext,
  place: SharedPlace,
  integrity: string,
): Preloaded | null {
  const found = place.share.foundBy === "address" ? firstOf(preloads, place) : null;
  const known = preloads.get(place.key);
  const isFound = found === null || found === known;
  if (
    isFound &&
    known?.by === "preload" &&
    !known.isPassedOver &&
    isCheckedBy(integrity, known.request.integrity)
  )
    return known;
  if (found !== null) found.isPassedOver = true;
  return null;
}

/** Preloads of the address with any settings, in the order in which they were made. */
function firstOf(preloads: LoadContext["preloads"], { as, url }: SharedPlace): Preloaded | null {
  for (const preload of preloads.values()) {
    const { by, isPassedOver, request } = preload;
    if (by === "element" || isPassedOver || request.destination !== as) continue;
    if (request.urlList[0]!.href === url.href) return preload;
  }
  return null;
}

/** Leaves for those to come what is being loaded; gives what its loader has of it. */
export function share(
  context: LoadContext,
  { key }: SharedPlace,
  by: Preloaded["by"],
  request: FetchRequest,
  loading: Promise<Loading>,
): Promise<Loading> {
  return keepFor(context, key, by, request, loading);
}

/** What an element has of a preload there; null where it has to load by itself. */
export async function takeShared<Made>(
  { preloads }: LoadContext,
  { share: { once, failed }, key }: SharedPlace,
  preload: Preloaded,
  judge: (loading: Loading) => Promise<{ readonly made: Made; readonly isGood: boolean }>,
): Promise<Made | null> {
  // NB: Who comes while it is under way has a part in it, whatever becomes of it.
  const { isOver } = preload;
  // NB: At once, so that no other element takes it meanwhile.
  if (once) preloads.delete(key);
  const { made, isGood } = await judge(await preload.loading);
  if (isGood) return made;
  if (failed === "fails" || !isOver) {
    if (preloads.get(key) === preload) preloads.delete(key);
    return made;
  }
  // A preload after it will be told so, too.
  if (once && preloads.get(key) === undefined) {
    preload.isPassedOver = true;
    preloads.set(key, preload);
  }
  return null;
}
