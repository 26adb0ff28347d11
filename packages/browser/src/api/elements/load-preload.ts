import { bodyOfBytes, letGo } from "../../infrastructure/body.ts";
import { isNosniff } from "../../infrastructure/blocked-type.ts";
import { isHttpScheme } from "../../infrastructure/url.ts";
import type { Destination } from "../../infrastructure/fetch-request.ts";
import { createElementRequest, potentialCorsSettings } from "./element-request.ts";
import { finishHeaders, headersOf, referrerOf } from "./element-headers.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { type ContentKind, isUsable, judgeContent } from "./judge-content.ts";
import { type LoadAttributes, type LoadContext, type LoadOutcome, outcomeOf } from "./load.ts";
import {
  bytesOf,
  load,
  type LoadedResponse,
  type Loading,
  tellRefusedType,
} from "./loaded-response.ts";
import { keepPreloaded } from "./preloaded.ts";
import { placeOfPreload, share } from "./shared-preloads.ts";

const destinations: ReadonlyMap<string, Destination> = new Map([
  ["fetch", ""],
  ["font", "font"],
  ["image", "image"],
  ["script", "script"],
  ["style", "style"],
  ["track", "track"],
]);

/** What comes of a redirect that is followed to no place. */
const ledNowhere: ReadonlySet<string> = new Set([
  "InvalidLocation",
  "RedirectLimit",
  "RedirectScheme",
]);

/** https://html.spec.whatwg.org/#link-type-preload */
export async function loadPreload(
  context: LoadContext,
  rules: ElementRules,
  url: URL,
  attributes: LoadAttributes,
  beside: "held" | "beside" = "held",
): Promise<LoadOutcome> {
  // 1. If options's destination is not a preload destination […], then return null.
  const as = rules.preload.destinationOf(attributes.as ?? "");
  const destination = destinations.get(as);
  if (rules.preload.unrequested.has(as)) return outcomeOf("load");
  if (destination === undefined) return outcomeOf("silent");
  if (rules.preload.unsupported.has(as)) return outcomeOf("error", { failure: "network" });

  const isAnonymous = as === "font" && rules.fontPreload === "anonymous";
  const { mode, credentialsMode } = potentialCorsSettings(
    isAnonymous ? "" : attributes.crossorigin,
  );
  const place = placeOfPreload(rules, as, url, potentialCorsSettings(attributes.crossorigin));
  const known = place === null ? undefined : context.preloads.get(place.key);
  const made = createElementRequest(context, url, attributes, {
    kind: "preload",
    destination,
    mode,
    credentialsMode,
    headers: headersOf("preload", destination, rules),
    integrity: rules.preloadIntegrity.has(as) ? (attributes.integrity ?? "") : "",
    referrer: referrerOf(context, rules, "preload"),
    finishHeaders: finishHeaders(context, rules, "preload", mode, `preload ${as}`),
  });
  if (beside === "beside") {
    made.isBeside = true;
    const aside = await load(context, made);
    if (aside.ok) letGo(aside.response.body, "long");
    return outcomeOf("silent");
  }
  const start = (): Promise<Loading> =>
    place === null
      ? keepPreloaded(context, rules, as, url, made, load(context, made))
      : share(context, place, "preload", made, load(context, made));
  const { request, loading: under } = known ?? { request: made, loading: start() };
  const loading = await under;

  // "If response is a network error, fire an event named error at el. Otherwise, fire an event named
  // load at el."
  const { hidden } = rules.preload;
  if (!loading.ok) {
    // NB: From another origin nobody is told whether a response came and may not be read or none did.
    const { code } = loading.cause;
    const isOfOthers = request.responseTainting !== "basic";
    // NB: A picture that is mixed content is no error.
    const isUnasked =
      (code === "MixedContent" && as !== "image" && !(isOfOthers && request.urlList.length > 1)) ||
      ((code === "BadPort" || ledNowhere.has(code)) && !isOfOthers);
    const isOtherThanAsked =
      code === "SubresourceIntegrity" && request.responseTainting !== "opaque";
    const came = code !== "TransportFailed" && code !== "BlockedType" && !isOtherThanAsked;
    const isHidden = isHttpScheme(url) && !isUnasked && (came || (isOfOthers && !isOtherThanAsked));
    const result = hidden === "load" && isHidden ? "load" : "error";
    // What was told of a load is not told again.
    const cause = known === undefined ? loading.cause : null;
    return outcomeOf(result, { failure: "network", cause });
  }
  const outcome = await outcomeOfResponse(loading.response, as, rules);
  if (as === "style" && outcome.failure === "type")
    tellRefusedType(context, "stylesheet", url, loading.response);
  letGo(loading.response.body, "long");
  return outcome;
}

async function outcomeOfResponse(
  given: LoadedResponse,
  as: string,
  rules: ElementRules,
): Promise<LoadOutcome> {
  const { judges, hidden, anyStatus, judgesStyle } = rules.preload;
  const content = judgedAs(as, judgesStyle, given);
  // NB: It counts once its last byte is there: https://html.spec.whatwg.org/#preload, processResponseConsumeBody.
  const response = content === null ? await readToItsEnd(given) : await readWhole(given);
  if (response === null) return outcomeOf("error", { failure: "network" });
  if (judges === "response" || (hidden === "load" && response.access === "opaque")) {
    return outcomeOf("load", { access: response.access });
  }
  if (content !== null) {
    const judgement = await judgeContent(content, response, rules);
    return judgement.ok
      ? outcomeOf("load", { access: response.access })
      : outcomeOf("error", { failure: judgement.failure });
  }
  if (!isUsable(response, rules, "preload") && !anyStatus.has(as))
    return outcomeOf("error", { failure: "status" });
  return outcomeOf("load", { access: response.access });
}

/** The response whose body nobody looks into, and nobody holds; null where that breaks off. */
async function readToItsEnd(response: LoadedResponse): Promise<LoadedResponse | null> {
  try {
    for await (const _ of response.body ?? []) continue;
    return response;
  } catch {
    return null;
  }
}

/** The response with all of its body; null where that breaks off. */
async function readWhole(response: LoadedResponse): Promise<LoadedResponse | null> {
  const bytes = await bytesOf(response);
  return bytes === null ? null : { ...response, body: bodyOfBytes(bytes) };
}

function judgedAs(
  as: string,
  judgesStyle: ElementRules["preload"]["judgesStyle"],
  { headers }: LoadedResponse,
): ContentKind | null {
  if (as === "image") return "image";
  const isJudged = judgesStyle === "always" || (judgesStyle === "by-nosniff" && isNosniff(headers));
  return as === "style" && isJudged ? "style" : null;
}
