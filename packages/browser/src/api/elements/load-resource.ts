import { letGo } from "../../infrastructure/body.ts";
import { type Asking, isKept, loadAskingAbout } from "./asked-about.ts";
import { isSilentlyBlocked } from "./blocked-place.ts";
import { createElementRequest } from "./element-request.ts";
import { finishHeaders, headersOf, referrerOf } from "./element-headers.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { faultOfFont, tellFailedFont } from "./failed-font.ts";
import { type ContentKind, judgeContent, type Judgement } from "./judge-content.ts";
import { type LoadAttributes, type LoadContext, type LoadOutcome, outcomeOf } from "./load.ts";
import { knowPicture, priorityNameOf } from "./known-pictures.ts";
import { preloadedFor, type Taken, tellDenied } from "./preloaded.ts";
import { throwsConstructed } from "../../infrastructure/script-text.ts";
import { placeOfElement, preloadFor, share, takeShared } from "./shared-preloads.ts";
import { load, type LoadedResponse, type Loading, tellRefusedType } from "./loaded-response.ts";
import { resultOfFailedUse, resultOfUse } from "./use-result.ts";
import { withoutFragment } from "../../infrastructure/url.ts";
import { namesOf, hasTarget } from "./use-target.ts";
import { haveIntegrity, haveReferrerPolicy, resourceKinds } from "./resource-kinds.ts";

/** Fetches what an element names, and looks whether it is what the element can use. */
export function loadResource(
  context: LoadContext,
  rules: ElementRules,
  kind: LoadKind,
  url: URL,
  /** The address as it was given. */
  written: string,
  attributes: LoadAttributes,
): Promise<LoadOutcome> {
  const { mode, credentialsMode } = resourceKinds.get(kind)!.settings(attributes, rules);
  const integrity = haveIntegrity.has(kind) ? (attributes.integrity ?? "") : "";
  const alike = [kind, withoutFragment(url), mode, credentialsMode, integrity];
  return loadAskingAbout(context, rules, kind, alike, (asking) =>
    loadAnew(context, rules, kind, url, written, attributes, asking),
  );
}

async function loadAnew(
  context: LoadContext,
  rules: ElementRules,
  kind: LoadKind,
  url: URL,
  written: string,
  attributes: LoadAttributes,
  asking: Asking | null,
): Promise<LoadOutcome> {
  const {
    destination,
    content,
    settings,
    success,
    failure,
    error = null,
  } = resourceKinds.get(kind)!;
  const { mode, credentialsMode } = settings(attributes, rules);
  const policy = haveReferrerPolicy.has(kind) ? attributes : {};
  const init = {
    kind,
    holdsCredentials: kind === "mask" && rules.maskHoldsCredentials,
    destination,
    mode,
    credentialsMode,
    headers: headersOf(kind, destination, rules),
    isInMemory: asking?.isInMemory === true,
    integrity: haveIntegrity.has(kind) ? (attributes.integrity ?? "") : "",
    referrer: referrerOf(context, rules, kind),
    finishHeaders: finishHeaders(
      context,
      rules,
      kind,
      mode,
      priorityNameOf(context, rules, kind, url, { mode, credentialsMode }),
    ),
  };
  const heldKey =
    content === "media" && rules.holdsMediaInParts
      ? JSON.stringify(["media", url.href, mode, credentialsMode])
      : null;
  const held = heldKey === null ? undefined : context.loads.get(heldKey);
  if (held !== undefined) return held;
  const place = placeOfElement(rules, kind, url, { mode, credentialsMode });
  const shared = place === null ? null : preloadFor(context, place, init.integrity);
  const attempt = async (own: typeof init): Promise<Attempt> => {
    const request = createElementRequest(context, url, policy, own);
    const loading = load(context, request).then((loaded) => {
      // NB: What is led on is another question.
      if (asking !== null)
        asking.isAskedAbout = request.isAskedAbout && request.urlList.length === 1;
      return loaded;
    });
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
    place !== null && shared !== null
      ? await takeShared(context, place, shared, async (loading) => {
          const taken = loading.ok ? loading : { ...told, reason: loading.reason };
          const made = await judged(taken, content, rules);
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
  const isFontKept = made.ok && isKept(rules, kind, asking, "content");
  const fontFault = kind === "font" && !isFontKept ? faultOfFont(made) : null;
  if (fontFault !== null) tellFailedFont(context, url, attributes, fontFault);
  if (!made.ok) {
    const { cause } = made;
    if (cause !== null && isSilentlyBlocked(rules, kind, cause, url))
      return outcomeOf("silent", { failure: "network", cause });
    const reason = cause?.code === "BlockedType" ? "type" : "network";
    const result = kind === "svg-use" ? resultOfFailedUse(rules, cause, url) : failure;
    return outcomeOf(result, { error, failure: reason, cause });
  }
  tellRefusedType(context, kind, url, made.response);
  const { judgement } = made;
  const use = kind === "svg-use" ? resultOfUse(rules, judgement) : null;
  if (!judgement.ok) return outcomeOf(use ?? failure, { error, failure: judgement.failure });
  if (kind === "image") knowPicture(context, rules, url, { mode, credentialsMode });
  if (use !== null && !hasTarget(judgement.text, namesOf(url, written, rules)))
    return outcomeOf(use);
  const { access } = made.response;
  // A track's cues are the page's to read wherever they came from.
  const text = access === "readable" || kind === "track" ? judgement.text : null;
  if (destination !== "script") {
    const outcome = outcomeOf(use ?? success, { access, text });
    if (heldKey !== null && made.response.status === 206)
      context.loads.set(heldKey, Promise.resolve(outcome));
    return outcome;
  }
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
