import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { familyNameOf } from "../../infrastructure/family-name.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import { isSameOrigin, originOfUrl } from "../../infrastructure/origin.ts";
import { withoutFragment } from "../../infrastructure/url.ts";
import { corsCredentialsMode } from "./element-request.ts";
import type { LoadAttributes, LoadContext, LoadOutcome } from "./load.ts";
import { forgetPreloaded, keyOf as keyOfKept } from "./preloaded.ts";

/** Holds what is being loaded, and lets go of it where that ends in no outcome: nothing is known of it then. */
export function holdLoad(
  loads: LoadContext["loads"],
  key: string,
  loading: Promise<LoadOutcome>,
): void {
  loads.set(key, loading);
  loading.catch(() => {
    if (loads.get(key) === loading) loads.delete(key);
  });
}

/** By what a page's loads are found again. */
export function keyOfLoad(
  rules: ElementRules,
  kind: LoadKind,
  url: URL,
  { crossorigin, family = "" }: LoadAttributes,
  as: string,
  /** The page's, as it is written. */
  origin: string,
): string {
  // A module is one by whatever way it is asked for: the first one decides.
  if (kind === "import" || kind === "module") return JSON.stringify(["module", url.href]);
  const isCorsImage =
    kind === "image" &&
    crossorigin !== undefined &&
    corsCredentialsMode(crossorigin) === "same-origin";
  const isCorsPicture = isCorsImage || kind === "shape" || kind === "mask";
  if (isCorsPicture && rules.sharesCorsPictures === "by-credentials") {
    const isWithCredentials = isCorsImage ? url.origin === origin : kind === "mask";
    return JSON.stringify(["picture", withoutFragment(url), isWithCredentials]);
  }
  if (isCorsPicture && kind !== "mask" && rules.sharesCorsPictures === "all")
    return keyOfCorsPicture(url);
  const address = rules.holdsOneLoadAnAddress ? withoutFragment(url) : url.href;
  const isOneForAll = kind === "preload" && rules.holdsOneLoadAnAddress;
  if (isOneForAll) return keyOfPreload(url, as, crossorigin !== undefined);
  const credentials =
    crossorigin === undefined || withoutAttribute.has(kind)
      ? null
      : corsCredentialsMode(crossorigin);
  // An element plays what another one has open, whether to be seen or to be heard.
  const held = kind === "audio" || kind === "video" ? "media" : kind;
  // NB: A font is another one by another name.
  return JSON.stringify([held, address, credentials, kind === "font" ? familyNameOf(family) : as]);
}

/** By what all pictures are found that elements and styles have asked for, or may. */
export function keysOfPictures(rules: ElementRules, url: URL, origin: string): string[] {
  const keyOf = (kind: LoadKind, crossorigin?: string): string =>
    keyOfLoad(rules, kind, url, { crossorigin }, "", origin);
  const ofImages = [undefined, "", "use-credentials"].map((word) => keyOf("image", word));
  return [...ofImages, keyOf("mask"), keyOf("shape")];
}

/** By what the one preload of an address is found. NB: For scripts there is one with CORS and one without. */
function keyOfPreload(url: URL, as: string, isWithCors: boolean): string {
  const mode = as === "fetch" && isWithCors ? "cors" : null;
  return JSON.stringify(["preload", withoutFragment(url), mode, as]);
}

const keysOfPreload = (url: URL, as: string): readonly string[] =>
  [false, true].map((isWithCors) => keyOfPreload(url, as, isWithCors));

/** Whether an address has been preloaded for scripts, but with CORS where this one is without, or the other way round. */
export function isPreloadedInOtherMode(
  { loads }: LoadContext,
  url: URL,
  as: string,
  { crossorigin }: LoadAttributes,
): boolean {
  return as === "fetch" && loads.has(keyOfPreload(url, as, crossorigin === undefined));
}

/** What is loaded without an element that could say how. */
const withoutAttribute: ReadonlySet<LoadKind> = new Set<LoadKind>([
  "font",
  "mask",
  "shape",
  "svg-use",
]);

/** By what pictures that CORS lets the page read are found, whoever asked for them. */
export const keyOfCorsPicture = (url: URL): string => JSON.stringify(["picture", url.href]);

const pictures: ReadonlySet<string | null> = new Set(["image", "mask", "shape"]);
const scripts: ReadonlySet<string | null> = new Set(["import", "module", "script", "worker"]);

const preloadable: readonly string[] = ["fetch", "font", "image", "script", "style", "track"];

/** Whether something else is being preloaded from there, or was and has not been replaced. */
export function isPreloadedAs({ loads }: LoadContext, url: URL, as: string): boolean {
  return preloadable.some(
    (word) => word !== as && keysOfPreload(url, word).some((key) => loads.has(key)),
  );
}

/** Lets go of what a page holds from the address of a request, but for what is of its own kind and settings. */
export function letGo(context: LoadContext, rules: ElementRules, request: FetchRequest): void {
  if (request.synchronous || request.initiator === "event-source") return;
  const url = request.urlList[0]!;
  const isRefused =
    request.mode === "same-origin" && !isSameOrigin(originOfUrl(url), request.origin);
  if (isRefused) return;
  const { loads, client } = context;
  const type = typeOf(request);
  const own = client.origin.serialization;
  const withCors = request.mode === "cors";
  const kept = new Set<string>();
  if (request.element === "mask" || request.element === "shape")
    kept.add(keyOfLoad(rules, request.element, url, {}, "", own));
  else if (type === "image")
    for (const crossorigin of [undefined, "", "use-credentials"]) {
      const isSame =
        withCors === (crossorigin !== undefined) &&
        (!withCors || corsCredentialsMode(crossorigin) === request.credentialsMode);
      if (isSame) kept.add(keyOfLoad(rules, "image", url, { crossorigin }, "", own));
    }
  for (const key of keysOfPictures(rules, url, own)) if (!kept.has(key)) loads.delete(key);
  const isReplaced = (known: FetchRequest): boolean =>
    known !== request &&
    (typeOf(known) !== type ||
      known.mode !== request.mode ||
      (withCors && known.credentialsMode !== request.credentialsMode));
  for (const word of preloadable)
    if (word !== type) for (const key of keysOfPreload(url, word)) loads.delete(key);
  forgetPreloaded(context, rules, url, isReplaced);
}

/** Lets go of what a page holds from where all is cleared. NB: A document's modules are its own, and not memory's. */
export function letGoOfCleared(
  { loads, preloads }: LoadContext,
  isFromThere: (url: URL) => boolean,
): void {
  for (const key of loads.keys()) {
    const [kind, address] = JSON.parse(key) as [kind: string, address: string];
    if (kind !== "module" && isFromThere(new URL(address))) loads.delete(key);
  }
  for (const [key, { request }] of preloads.entries())
    if (isFromThere(request.urlList[0]!)) preloads.delete(key);
}

/**
 * Whether what is preloaded as something else was asked for in another mode, and isn't held for who asks without CORS.
 * CachedResourceLoader::shouldUpdateCachedResourceWithCurrentRequest
 */
export async function isInOtherMode(
  { loads, preloads }: LoadContext,
  url: URL,
  as: string,
  { crossorigin }: LoadAttributes,
): Promise<boolean> {
  const isWithCors = crossorigin !== undefined;
  for (const word of preloadable) {
    if (word === as) continue;
    for (const wasWithCors of [false, true]) {
      const loading = loads.get(keyOfPreload(url, word, wasWithCors));
      if (loading === undefined) continue;
      if (word === "fetch") return wasWithCors !== isWithCors;
      const mode = preloads.get(keyOfKept(word, url))?.request.mode;
      if (mode === undefined || (mode === "cors") === isWithCors) return false;
      // NB: What CORS lets a page read is as good for who asks without it.
      return isWithCors || (await loading).failure !== null;
    }
  }
  return false;
}

export function letGoOfPreload(
  context: LoadContext,
  rules: ElementRules,
  url: URL,
  as: string,
): void {
  for (const key of keysOfPreload(url, as)) context.loads.delete(key);
  forgetPreloaded(context, rules, url, () => true);
}

/** What its load is held as, in the words of `as`. */
function typeOf({ element, destination, method, initiator }: FetchRequest): string {
  if (initiator !== "element" || method !== "GET") return method;
  if (element === "preload") return destination === "" ? "fetch" : destination;
  if (pictures.has(element)) return "image";
  if (scripts.has(element)) return "script";
  return destination;
}
