import { letGo } from "../../infrastructure/body.ts";
import type { Destination } from "../../infrastructure/fetch-request.ts";
import { isSilentlyBlocked } from "./blocked-place.ts";
import {
  corsCredentialsMode,
  type CorsSettings,
  createElementRequest,
  potentialCorsSettings,
} from "./element-request.ts";
import { finishHeaders, headersOf, referrerOf } from "./element-headers.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { type ContentKind, judgeContent, type Judgement } from "./judge-content.ts";
import {
  type LoadAttributes,
  type LoadContext,
  type LoadOutcome,
  type LoadResult,
  outcomeOf,
} from "./load.ts";
import { preloadedFor, type Taken, tellDenied } from "./preloaded.ts";
import { percentDecode } from "../../infrastructure/percent-decode.ts";
import { throwsConstructed } from "../../infrastructure/script-text.ts";
import { placeOfElement, share, takeShared } from "./shared-preloads.ts";
import { load, type LoadedResponse, type Loading, tellRefusedType } from "./loaded-response.ts";

/** What a kind asks for, takes, and how it says so. */
interface ResourceKind {
  readonly destination: Destination;
  readonly content: ContentKind;
  readonly settings: (attributes: LoadAttributes, rules: ElementRules) => CorsSettings;
  readonly success: LoadResult;
  readonly failure: LoadResult;
  /** The exception of a promise that is rejected. */
  readonly error?: string;
}

// "CORS anonymous": https://html.spec.whatwg.org/#cors-settings-attributes
const anonymous: CorsSettings = { mode: "cors", credentialsMode: "same-origin" };

const byAttribute = ({ crossorigin }: LoadAttributes): CorsSettings =>
  potentialCorsSettings(crossorigin);
const moduleSettings = ({ crossorigin }: LoadAttributes): CorsSettings => ({
  mode: "cors",
  credentialsMode: corsCredentialsMode(crossorigin),
});

const events = { success: "load", failure: "error" } as const;
const media = {
  content: "media",
  settings: byAttribute,
  success: "loadedmetadata",
  failure: "error",
} as const;
const silent = {
  destination: "image",
  content: "image",
  success: "silent",
  failure: "silent",
} as const;

// https://html.spec.whatwg.org/#referrer-policy-attribute, of which media elements and tracks have none
const haveReferrerPolicy: ReadonlySet<LoadKind> = new Set<LoadKind>([
  "image",
  "module",
  "script",
  "stylesheet",
]);

const kinds: ReadonlyMap<LoadKind, ResourceKind> = new Map<LoadKind, ResourceKind>([
  // https://html.spec.whatwg.org/#update-the-image-data
  ["image", { destination: "image", content: "image", settings: byAttribute, ...events }],
  // https://html.spec.whatwg.org/#prepare-the-script-element
  ["script", { destination: "script", content: "script", settings: byAttribute, ...events }],
  ["module", { destination: "script", content: "module", settings: moduleSettings, ...events }],
  // https://html.spec.whatwg.org/#hostloadimportedmodule
  [
    "import",
    {
      destination: "script",
      content: "module",
      settings: () => anonymous,
      success: "fulfilled",
      failure: "rejected",
      error: "TypeError",
    },
  ],
  ["stylesheet", { destination: "style", content: "style", settings: byAttribute, ...events }],
  // https://html.spec.whatwg.org/#concept-media-load-resource
  ["audio", { destination: "audio", ...media }],
  ["video", { destination: "video", ...media }],
  // https://html.spec.whatwg.org/#start-the-track-processing-model
  ["track", { destination: "track", content: "track", settings: trackSettings, ...events }],
  // https://drafts.csswg.org/css-fonts-4/#font-fetching-requirements
  [
    "font",
    {
      destination: "font",
      content: "font",
      settings: fontSettings,
      success: "fulfilled",
      failure: "rejected",
      error: "NetworkError",
    },
  ],
  // https://drafts.csswg.org/css-shapes-1/#shape-outside-property
  [
    "shape",
    {
      ...silent,
      settings: (_, { shapeCredentials }) => ({ mode: "cors", credentialsMode: shapeCredentials }),
    },
  ],
  // https://drafts.csswg.org/css-masking-1/#priv-sec
  ["mask", { ...silent, settings: () => anonymous }],
  // https://svgwg.org/svg2-draft/linking.html#processingURL
  [
    "svg-use",
    {
      ...silent,
      settings: (_, { useCredentials }) => ({
        mode: "same-origin",
        credentialsMode: useCredentials,
      }),
    },
  ],
]);

export function isResourceKind(kind: LoadKind): boolean {
  return kinds.has(kind);
}

/** Fetches what an element names, and looks whether it is what the element can use. */
export async function loadResource(
  context: LoadContext,
  rules: ElementRules,
  kind: LoadKind,
  url: URL,
  /** The address as it was given. */
  written: string,
  attributes: LoadAttributes,
): Promise<LoadOutcome> {
  const { destination, content, settings, success, failure, error = null } = kinds.get(kind)!;
  const { mode, credentialsMode } = settings(attributes, rules);
  const policy = haveReferrerPolicy.has(kind) ? attributes : {};
  const init = {
    kind,
    holdsCredentials: kind === "mask" && rules.maskHoldsCredentials,
    destination,
    mode,
    credentialsMode,
    headers: headersOf(kind, destination, rules),
    integrity: attributes.integrity ?? "",
    referrer: referrerOf(context, rules, kind),
    finishHeaders: finishHeaders(context, rules, kind, mode),
  };
  const place = placeOfElement(rules, kind, url, { mode, credentialsMode }, attributes.integrity);
  const shared = place === null ? undefined : context.preloads.get(place.key);
  const attempt = async (own: typeof init): Promise<Attempt> => {
    const request = createElementRequest(context, url, policy, own);
    const loading = load(context, request);
    if (kind === "font" && place === null) {
      const made = await judged(await loading, content, rules);
      // NB: What comes to no font is loaded anew.
      if (!isGood(made)) context.agent.sharedLoads.forgetUndecodable(request);
      return made;
    }
    if (
      place === null ||
      place.share.ofElements === "none" ||
      context.preloads.get(place.key) !== undefined
    )
      return judged(await loading, content, rules);
    const made = await judged(
      await share(context, place, "element", request, loading),
      content,
      rules,
    );
    if (!isGood(made) && place.share.ofElements === "loaded") context.preloads.delete(place.key);
    return made;
  };
  const own = createElementRequest(context, url, policy, init);
  const known = preloadedFor(context, rules, kind, own);
  const preloaded = known === null ? null : await known;
  const taken =
    place !== null && shared?.by === "preload"
      ? await takeShared(context, place, shared, async (loading) => {
          const made = await judged(loading.ok ? loading : told, content, rules);
          return { made, isGood: isGood(made) };
        })
      : preloaded === null || preloaded === "refused"
        ? null
        : await judged(preloaded, content, rules);
  // NB: A picture that can't be decoded is loaded again, if it was not found in its place.
  const isTaken = taken !== null && !(place === null && content === "image" && isUnplayable(taken));
  let made = isTaken ? taken : await attempt(init);
  // NB: Who may not take what was preloaded asks for it, and gets nothing.
  if (preloaded === "refused" && made.ok) {
    tellDenied(context, own, "by-itself");
    made = told;
  }
  if (content === "media" && rules.unplayableRange !== null && isUnplayable(made))
    made = await attempt({ ...init, headers: [["Range", rules.unplayableRange]] });
  if (!made.ok) {
    const { cause } = made;
    if (cause !== null && isSilentlyBlocked(rules, kind, cause, url))
      return outcomeOf("silent", { failure: "network", cause });
    const reason = cause?.code === "BlockedType" ? "type" : "network";
    return outcomeOf(failure, { error, failure: reason, cause });
  }
  tellRefusedType(context, kind, url, made.response);
  const { judgement } = made;
  if (!judgement.ok) return outcomeOf(failure, { error, failure: judgement.failure });
  if (kind === "svg-use" && !hasTarget(judgement.text, namesOf(url, written, rules)))
    return outcomeOf(success);
  const { access } = made.response;
  // A track's cues are the page's to read wherever they came from.
  const text = access === "readable" || kind === "track" ? judgement.text : null;
  if (destination !== "script") return outcomeOf(success, { access, text });
  // https://html.spec.whatwg.org/#muted-errors
  return outcomeOf(success, {
    access,
    text,
    scriptErrors: made.response.hasMutedErrors && isMuted(judgement.text, rules) ? "muted" : "told",
  });
}

/** Whether a script's errors are muted where they may be. Nothing is run: what it would throw is told by its text. */
function isMuted(text: string | null, { mutesErrors }: ElementRules): boolean {
  return mutesErrors === "all" || !throwsConstructed(text ?? "");
}

const percentDecoded = (text: string): string => new TextDecoder().decode(percentDecode(text));

/** What the element that a `<use>` names may be called; nothing where it names none. */
function namesOf({ hash }: URL, written: string, { useFragment }: ElementRules): string[] {
  const fragment = hash.slice(1);
  if (fragment === "") return [];
  switch (useFragment) {
    case "decoded":
      return [percentDecoded(fragment)];
    // https://html.spec.whatwg.org/#find-a-potential-indicated-element
    case "as-it-is-or-decoded":
      return [fragment, percentDecoded(fragment)];
    case "written":
      return [written.slice(written.indexOf("#") + 1)];
  }
}

/** Whether a document has such an element, as far as its text tells. */
function hasTarget(text: string | null, names: readonly string[]): boolean {
  return (
    text === null ||
    names.length === 0 ||
    names.some((name) => text.includes(`"${name}"`) || text.includes(`'${name}'`))
  );
}

async function judged(
  loading: Loading | Taken,
  content: ContentKind,
  rules: ElementRules,
): Promise<Attempt> {
  if (!loading.ok) return loading;
  const { response } = loading;
  const judgement = await judgeContent(content, response, rules);
  letGo(response.body, judgement.ok ? "long" : "brief");
  return { ok: true, response, judgement };
}

/** What came of a request. */
type Attempt =
  | Extract<Loading | Taken, { readonly ok: false }>
  | { readonly ok: true; readonly response: LoadedResponse; readonly judgement: Judgement };

const isGood = (made: Attempt): boolean => made.ok && made.judgement.ok;

// What a preload has failed by is not told again.
const told = { ok: false, cause: null } as const;

function isUnplayable(made: Attempt): boolean {
  if (!made.ok) return false;
  return (
    made.response.body === null || (!made.judgement.ok && made.judgement.failure === "content")
  );
}

function trackSettings({ crossorigin }: LoadAttributes, { trackMode }: ElementRules): CorsSettings {
  if (crossorigin !== undefined) return potentialCorsSettings(crossorigin);
  // 8.2. "If corsAttributeState is No CORS, set request's mode to "same-origin"."
  return { mode: trackMode, credentialsMode: "include" };
}

function fontSettings(_: LoadAttributes, { fontMode }: ElementRules): CorsSettings {
  return fontMode === "cors" ? anonymous : { mode: "no-cors", credentialsMode: "include" };
}
