import type { LoadKind } from "../../infrastructure/load-kind.ts";
import { upgradedUrl } from "../../fetching/upgrade-mixed-content-request.ts";
import { withoutFragment } from "../../infrastructure/url.ts";
import { potentialCorsSettings } from "./element-request.ts";
import { holdLoad } from "./held-loads.ts";
import type { LoadAttributes, LoadContext, LoadOutcome } from "./load.ts";

const silentKinds: ReadonlySet<LoadKind> = new Set<LoadKind>(["mask", "shape"]);

export function isPicture(kind: LoadKind, { as }: LoadAttributes): boolean {
  return (
    kind === "image" ||
    silentKinds.has(kind) ||
    (kind === "preload" && as?.toLowerCase() === "image")
  );
}

const allSettings = [undefined, "", "use-credentials"].map((crossorigin) =>
  potentialCorsSettings(crossorigin),
);

function tellMismatch(
  { agent, client }: LoadContext,
  url: URL,
  preload: ReturnType<typeof potentialCorsSettings>,
  settings: ReturnType<typeof potentialCorsSettings>,
): void {
  const address = withoutFragment(url);
  const request = { ...settings, method: "GET" };
  for (const text of agent.engine.messages.mismatchedPreload(address, preload, request))
    client.console?.({ text, url: address });
}

/** Loads a picture, or takes what its page has loaded with the same settings, by whatever way. */
export async function loadSharedImage(
  context: LoadContext,
  kind: LoadKind,
  written: URL,
  { crossorigin }: LoadAttributes,
  load: () => Promise<LoadOutcome>,
): Promise<LoadOutcome> {
  // NB: It is there by the address that it was asked for by, and not as that is written.
  const url = upgradedUrl(written, context.client, "image", context.agent.engine);
  // NB: What CSS asks for goes with CORS and without credentials.
  const settings = potentialCorsSettings(silentKinds.has(kind) ? "" : crossorigin);
  const keyWith = (own: typeof settings): string => JSON.stringify(["picture", url.href, own]);
  const key = keyWith(settings);
  const { loads, client } = context;
  const preloadKey = JSON.stringify(["picture preload", url.href]);
  const writtenKey = JSON.stringify(["style's picture", written.href]);
  const { latestPictures } = context.agent;
  const isThere = latestPictures.has(client, url, settings);
  const isPreload = kind === "preload";
  const tellTaken = (): void => {
    // NB: What styles name asks once for all that is drawn with it.
    if (silentKinds.has(kind) && loads.has(writtenKey)) return;
    for (const text of context.agent.engine.messages.takenPicture(written, client))
      client.console?.({ text, url: written.href });
  };
  // NB: A preload takes another one that nothing has taken, with whatever settings. And what was preloaded waits for
  // what takes it, whatever else was asked for there.
  const preloaded = loads.get(preloadKey);
  const isWaiting = preloaded !== undefined && preloaded === loads.get(key);
  const known =
    (isPreload ? preloaded : undefined) ?? (isThere || isWaiting ? loads.get(key) : undefined);
  if (!isPreload && preloaded !== undefined && known !== preloaded) {
    const made = allSettings.find((other) => loads.get(keyWith(other)) === preloaded);
    if (made !== undefined) tellMismatch(context, url, made, settings);
  }
  if (known === undefined) latestPictures.set(client, url, settings);
  else tellTaken();
  const loading = known ?? load();
  if (known === undefined) holdLoad(loads, key, loading);
  if (silentKinds.has(kind)) holdLoad(loads, writtenKey, loading);
  if (isPreload) holdLoad(loads, preloadKey, loading);
  else if (known !== undefined) loads.delete(preloadKey);
  const outcome = await loading;
  // NB: What was preloaded in vain fails once for who comes to take it.
  if (outcome.failure !== null && !isPreload && loads.get(key) === loading) loads.delete(key);
  if (known === undefined) return outcome;
  const result = silentKinds.has(kind) ? "silent" : outcome.failure === null ? "load" : "error";
  return { ...outcome, result, cause: null };
}
