import type { ElementRules, PreloadShare } from "../../infrastructure/element-rules.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import type { CorsSettings } from "./element-request.ts";
import type { LoadContext } from "./load.ts";
import type { Loading } from "./loaded-response.ts";
import { keepFor, type Preloaded } from "./preloaded.ts";

/** Where elements and preloads of one address, with the same settings, find each other. */
export interface SharedPlace {
  readonly share: PreloadShare;
  readonly key: string;
}

function placeAt(
  [as, share]: readonly [string, PreloadShare],
  url: URL,
  { mode, credentialsMode }: CorsSettings,
  integrity: string = "",
): SharedPlace {
  // NB: A picture has no integrity.
  const own = as === "image" ? "" : understood(integrity);
  return { share, key: JSON.stringify([as, url.href, mode, credentialsMode, own]) };
}

/** Of integrity metadata what asks for anything. */
const understood = (integrity: string): string =>
  integrity
    .split(/[\t\n\f\r ]+/)
    .filter((item) => /^sha(?:256|384|512)-/i.test(item))
    .join(" ");

/** Null where no element takes what is preloaded for it. */
export function placeOfPreload(
  rules: ElementRules,
  as: string,
  url: URL,
  settings: CorsSettings,
  integrity: string | undefined,
): SharedPlace | null {
  const share = rules.preload.shares.get(as);
  return share === undefined ? null : placeAt([as, share], url, settings, integrity);
}

export function placeOfElement(
  rules: ElementRules,
  kind: LoadKind,
  url: URL,
  settings: CorsSettings,
  integrity: string | undefined,
): SharedPlace | null {
  const entry = [...rules.preload.shares].find(([, { by }]) => by === kind);
  return entry === undefined ? null : placeAt(entry, url, settings, integrity);
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
  if (once && preloads.get(key) === undefined) preloads.set(key, preload);
  return null;
}
