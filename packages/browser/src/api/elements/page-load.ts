import { trimBytes } from "@crosswalk/cors/protocol";
import { isAsciiWhitespace } from "../../infrastructure/ascii-whitespace.ts";
import { parseUrlWith } from "../../infrastructure/url-rules.ts";
import { includesCredentials, withoutCredentials } from "../../infrastructure/url.ts";
import type { MisuseMessages } from "../../messages/misuse/misuse.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import { potentialCorsSettings } from "./element-request.ts";
import {
  holdLoad,
  isPreloadedAs,
  isInOtherMode,
  isPreloadedInOtherMode,
  keyOfCorsPicture,
  keyOfLoad,
  keysOfPictures,
  letGo,
  letGoOfCleared,
  letGoOfPreload,
} from "./held-loads.ts";
import { loadBeacon } from "./load-beacon.ts";
import { loadEventSource } from "./load-event-source.ts";
import { loadPreload } from "./load-preload.ts";
import { loadResource } from "./load-resource.ts";
import { isResourceKind } from "./resource-kinds.ts";
import { isUnfitForPreload } from "./preloaded.ts";
import { isPicture, loadSharedImage } from "./shared-images.ts";
import { loadWorker } from "./load-worker.ts";
import { type LoadAttributes, type LoadContext, type LoadOutcome, outcomeOf } from "./load.ts";

type OutcomeOfText = (misuse: MisuseMessages, text: string) => LoadOutcome;

/** What comes of text that doesn't parse, where it isn't that an element fires an event. */
const unparsable: ReadonlyMap<LoadKind, OutcomeOfText> = new Map<LoadKind, OutcomeOfText>([
  [
    "worker",
    ({ invalidWorkerUrl }, text) =>
      outcomeOf("thrown", { error: "SyntaxError", message: invalidWorkerUrl(text) }),
  ],
  [
    "event-source",
    ({ invalidEventSourceUrl }, text) =>
      outcomeOf("thrown", { error: "SyntaxError", message: invalidEventSourceUrl(text) }),
  ],
  [
    "beacon",
    ({ invalidBeaconUrl }, text) =>
      outcomeOf("thrown", { error: "TypeError", message: invalidBeaconUrl(text) }),
  ],
  ["font", () => outcomeOf("rejected", { error: "NetworkError", failure: "network" })],
  ["import", () => outcomeOf("rejected", { error: "TypeError", failure: "network" })],
]);

/** What else than an error tells that nothing is loaded. */
const refusals: ReadonlyMap<LoadKind, LoadOutcome> = new Map([
  ["beacon", outcomeOf("refused", { failure: "network" })],
  [
    "event-source",
    outcomeOf("error", { events: ["error"], readyState: 2 as const, failure: "network" }),
  ],
]);

/** Whether the page itself came from there, by the same name and password. */
function isOwn(url: URL, { client }: LoadContext): boolean {
  const { origin, username, password } = client.baseUrl;
  return url.origin === origin && url.username === username && url.password === password;
}

// https://html.spec.whatwg.org/#prepare-the-script-element: "If src is the empty string, then queue […] an event named
// error". The others have it in their own algorithms.
const failingIfEmpty: ReadonlySet<LoadKind> = new Set<LoadKind>([
  "audio",
  "image",
  "module",
  "script",
  "track",
  "video",
]);

// What is loaded with CORS whatever an attribute says.
const withCors: ReadonlySet<LoadKind> = new Set(["font", "import", "mask", "module", "shape"]);

const isWithCors = (kind: LoadKind, { crossorigin }: LoadAttributes): boolean =>
  withCors.has(kind) || crossorigin !== undefined;

const otherStyled: ReadonlyMap<LoadKind, LoadKind> = new Map([
  ["mask", "shape"],
  ["shape", "mask"],
]);

/** Kinds that a script names in a call. */
const calls: ReadonlySet<LoadKind> = new Set(["beacon", "event-source", "import", "worker"]);

function isRefusedForCredentials(
  context: LoadContext,
  rules: ElementRules,
  kind: LoadKind,
  url: URL,
  attributes: LoadAttributes,
): boolean {
  if (!rules.refusesCredentials.has(kind) || !includesCredentials(url) || isOwn(url, context))
    return false;
  // NB: Whose it is counts first, and is told.
  const isOfOthers = url.origin !== context.client.origin.serialization;
  const isForOwn = kind === "svg-use" || (kind === "track" && attributes.crossorigin === undefined);
  return !(isOfOthers && isForOwn);
}

function lacksFragment({ href, hash }: URL, { useNeedsFragment }: ElementRules): boolean {
  switch (useNeedsFragment) {
    case "no":
      return false;
    case "any":
      return !href.includes("#");
    case "not-empty":
      return hash === "";
  }
}

/** Loads as an element, a constructor or a style would, and tells what the page can tell of it. */
export function pageLoad(
  context: LoadContext,
  kind: LoadKind,
  address: string | URL,
  attributes: LoadAttributes = {},
): Promise<LoadOutcome> {
  const loading = loadAddress(context, kind, address, attributes);
  if (kind === "mask" && isMaskOfDocument(context, address))
    void loadAddress(context, "svg-use", address, {});
  return loading;
}

/** Whether what is to be a mask may be an element of a document, which is looked for there if the page may read it. */
function isMaskOfDocument({ agent, client }: LoadContext, address: string | URL): boolean {
  const { elements, urls } = agent.engine;
  if (!elements.masksByDocument) return false;
  const url = parseUrlWith(urls, String(address), client.baseUrl);
  return url !== null && url.hash !== "";
}

async function loadAddress(
  context: LoadContext,
  kind: LoadKind,
  address: string | URL,
  attributes: LoadAttributes,
): Promise<LoadOutcome> {
  const { elements: rules, urls, messages } = context.agent.engine;
  const text = String(address);
  // NB: An attribute is stripped before anybody looks at it.
  const named = calls.has(kind) ? text : trimBytes(text, isAsciiWhitespace);
  const parsed = parseUrlWith(urls, named, context.client.baseUrl);
  const isUnnamed = text === "" && rules.silentIfEmpty.has(kind);
  const isFailing = text === "" && failingIfEmpty.has(kind);
  const given = isUnnamed || isFailing ? null : parsed;
  if (kind === "preload") {
    const as = rules.preload.destinationOf(attributes.as ?? "");
    for (const line of messages.invalidPreload(as, given !== null, attributes.integrity ?? ""))
      context.client.console?.({ text: line, url: parsed?.href ?? text });
  }
  if (given === null) {
    if (isUnnamed || (rules.silentIfUnparsable.has(kind) && !isFailing)) return outcomeOf("silent");
    const come = unparsable.get(kind);
    return come === undefined
      ? outcomeOf("error", { failure: "network" })
      : come(messages.misuse, text);
  }
  const url =
    rules.corsDropsCredentials && isWithCors(kind, attributes) ? withoutCredentials(given) : given;
  if (url.protocol === "blob:" && rules.looksUpLate.has(kind)) await Promise.resolve();
  if (kind === "svg-use" && lacksFragment(url, rules)) return outcomeOf("silent");
  const load = (): Promise<LoadOutcome> => loadKind(context, rules, kind, url, text, attributes);
  const isShared = rules.sharesImages && isPicture(kind, attributes);
  const start = isShared
    ? (): Promise<LoadOutcome> => loadSharedImage(context, kind, url, attributes, load)
    : load;
  const reused = rules.reused.get(kind);
  if (reused === undefined) return start();
  const { loads, client } = context;
  const as = kind === "preload" ? rules.preload.destinationOf(attributes.as ?? "") : "";
  if (rules.holdsOneLoadAnAddress) {
    context.agent.sharedLoads.listen(client, loads, {
      onRequest: (request) => letGo(context, rules, request),
      onCleared: (isFromThere) => letGoOfCleared(context, isFromThere),
    });
    if (kind === "preload" && isPreloadedAs(context, url, as))
      return (await isInOtherMode(context, url, as, attributes))
        ? loadPreload(context, rules, url, attributes, "beside")
        : outcomeOf("silent");
    if (kind === "preload" && isPreloadedInOtherMode(context, url, as, attributes)) return start();
  }
  const ownOrigin = client.origin.serialization;
  const keyOf = (own: LoadKind, word: string): string =>
    keyOfLoad(rules, own, url, attributes, word, ownOrigin);
  const key = keyOf(kind, as);
  const isModule = kind === "import" || kind === "module";
  const isOfImage = as === "image" && rules.preload.takesImages;
  const image = isOfImage ? loads.get(keyOf("image", "")) : undefined;
  if (image !== undefined) {
    const { failure, access } = await image;
    // NB: By that it is there for all pictures.
    const alike = failure === null ? keysOfPictures(rules, url, ownOrigin) : [];
    for (const own of alike) loads.set(own, image);
    if (failure === null) return outcomeOf("load", { access });
  }
  const settings = potentialCorsSettings(attributes.crossorigin);
  const unfit = kind === "preload" ? isUnfitForPreload(context, as, url, settings) : null;
  if (unfit !== null && (await unfit)) {
    const outcome = await start();
    letGoOfPreload(context, rules, url, as);
    return outcome;
  }
  // NB: Of masks, those that fail are none of the others' business.
  const pictureKey =
    kind === "mask" && rules.sharesCorsPictures === "all" ? keyOfCorsPicture(url) : null;
  const known = loads.get(key) ?? (pictureKey === null ? undefined : loads.get(pictureKey));
  // What was told of a load is not told again.
  if (known !== undefined) {
    const outcome = isModule ? asLoadedBy(kind, await known) : asTaken(kind, await known);
    return { ...outcome, cause: null };
  }
  const loading = start();
  holdLoad(loads, key, loading);
  const outcome = await loading;
  const isForgotten =
    reused === "loaded"
      ? outcome.failure !== null
      : reused === "unless-undecodable" && outcome.failure === "content";
  // NB: The next one looks again at what it was given of another one's.
  const isOfOthers =
    kind === "image" && context.agent.sharedLoads.isOfOthers(context.client, url, settings.mode);
  if (isForgotten || isOfOthers) loads.delete(key);
  if (pictureKey !== null && outcome.failure === null) loads.set(pictureKey, loading);
  // NB: What one style has loaded is there for the other, whatever has taken its place in memory.
  const other = rules.sharesImages ? otherStyled.get(kind) : undefined;
  if (other !== undefined && outcome.failure === null) loads.set(keyOf(other, ""), loading);
  return outcome;
}

/** What a picture's load gives to whoever takes it as well. */
function asTaken(kind: LoadKind, outcome: LoadOutcome): LoadOutcome {
  if (kind === "mask" || kind === "shape") return { ...outcome, result: "silent" };
  if (kind !== "image") return outcome;
  return { ...outcome, result: outcome.failure === null ? "load" : "error" };
}

/** What a module's load gives to an element, or to `import()`. */
function asLoadedBy(kind: "import" | "module", outcome: LoadOutcome): LoadOutcome {
  const isLoaded = outcome.failure === null;
  return kind === "module"
    ? { ...outcome, result: isLoaded ? "load" : "error", error: null }
    : {
        ...outcome,
        result: isLoaded ? "fulfilled" : "rejected",
        error: isLoaded ? null : "TypeError",
      };
}

function tellRefusedScheme({ agent, client }: LoadContext, kind: LoadKind, url: URL): void {
  for (const text of agent.engine.messages.refusedScheme(kind, url, client))
    client.console?.({ text, url: url.href });
}

function loadKind(
  context: LoadContext,
  rules: ElementRules,
  kind: LoadKind,
  url: URL,
  written: string,
  attributes: LoadAttributes,
): Promise<LoadOutcome> {
  const isOfRefusedScheme =
    rules.refusedSchemes.get(kind)?.has(url.protocol) === true ||
    (attributes.crossorigin !== undefined &&
      rules.refusedWithCors.get(kind)?.has(url.protocol) === true);
  if (isOfRefusedScheme) tellRefusedScheme(context, kind, url);
  const isRefused =
    isOfRefusedScheme || isRefusedForCredentials(context, rules, kind, url, attributes);
  if (isRefused) {
    const isSilentUse = kind === "svg-use" && rules.useTells !== "documents";
    const refusal = isSilentUse ? outcomeOf("silent", { failure: "network" }) : refusals.get(kind);
    return Promise.resolve(refusal ?? outcomeOf("error", { failure: "network" }));
  }
  switch (kind) {
    case "beacon":
      return loadBeacon(context, rules, url, attributes);
    case "event-source":
      return loadEventSource(context, rules, url, attributes);
    case "preload":
      return loadPreload(context, rules, url, attributes);
    case "worker":
      return loadWorker(context, rules, url, attributes);
    default:
      if (!isResourceKind(kind)) throw new TypeError(`'${String(kind)}' is no kind of load`);
      return loadResource(context, rules, kind, url, written, attributes);
  }
}
