import { taoCheck } from "@crosswalk/cors/protocol";
import { readCacheControl } from "../infrastructure/cache-control.ts";
import { type FetchRequest, serializedOrigin } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import { isHttpScheme, withoutFragment } from "../infrastructure/url.ts";
import type { TimingRules } from "../engines/rules/timing-rules.ts";
import type { FetchParams, UserAgent } from "./user-agent.ts";

// https://w3c.github.io/resource-timing/#dfn-resource-timing-buffer-size-limit: what no script has changed.
const LIMIT = 250;

// What is found out before anything goes out.
const blocked: ReadonlySet<NetworkFailure["code"]> = new Set([
  "BadPort",
  "MixedContent",
  "RestrictedHost",
] as const);

// What Firefox makes of redirects that it has read and does not follow, and of a cache that has nothing.
const ofFailedRedirects: ReadonlyMap<NetworkFailure["code"], "times" | "times and size"> = new Map([
  ["BadPort", "times"],
  ["InvalidLocation", "times"],
  ["NotCached", "times"],
  ["RedirectDisallowed", "times and size"],
  ["RedirectScheme", "times and size"],
] as const);

type Told = "nothing" | "times" | "times and size";

/** Keeps for the page what it may learn of a fetch's timing: https://fetch.spec.whatwg.org/#finalize-and-report-timing */
export function noteTiming({ request, agent }: FetchParams, response: FetchResponse): void {
  const { client, urlList, initiator, responseTainting } = request;
  const url = urlList[0]!;
  if (client.timings.length >= LIMIT || !isHttpScheme(url) || initiator === "revalidation") return;
  const { timing } = agent.engine;
  const { ofFailed, transferSize } = timing;
  const { failure } = response;
  if (initiator === "event-source" && !timing.ofEventSource) return;
  const untold = untoldOfError(request, response, timing);
  if (untold === "unnoted") return;
  if (failure !== null && (ofFailed === "none" || isUnnoted(request, failure, timing))) return;
  const isUnreadable = responseTainting === "opaque" && initiator === "fetch";
  if (isUnreadable && timing.ofUnreadable === "unless-unstored" && isLeftUnread(response, agent))
    return;

  // "If response's timing allow passed flag is not set, then set timingInfo to the result of creating an
  // opaque timing info for timingInfo"
  const told =
    failure === null
      ? toldOf(request, response, timing)
      : ofFailed === "by-answer"
        ? toldByAnswer(request, failure)
        : "nothing";
  client.timings.push({
    name: isFragmentNamed(request, timing) ? url.href : withoutFragment(url),
    entryType: "resource",
    tellsTimes: told !== "nothing",
    tellsTransferSize:
      untold === null &&
      (transferSize === "with-times" ? told === "times and size" : tellsOwnSize(request)),
  });
}

function isFragmentNamed({ element }: FetchRequest, { namesFragment }: TimingRules): boolean {
  return (
    namesFragment === "always" || (namesFragment === "unless-drawing" && element !== "svg-use")
  );
}

function toldOf(
  { timingAllowFailed }: FetchRequest,
  { type }: FetchResponse,
  { ofManualRedirects }: TimingRules,
): Told {
  if (type === "opaqueredirect" && ofManualRedirects !== "as-of-any")
    return ofManualRedirects === "times" ? "times and size" : "nothing";
  return timingAllowFailed ? "nothing" : "times and size";
}

/** Where the load ends with the head of an answer that says what went wrong. */
function untoldOfError(
  { element, destination }: FetchRequest,
  { status }: FetchResponse,
  { ofErrors }: TimingRules,
): "unnoted" | "without-size" | null {
  if (element === null || status < 400) return null;
  return ofErrors.get(element === "svg-use" ? element : destination) ?? null;
}

/**
 * Whether an answer's size is that of the page's own: where nobody else was asked, or somebody else only behind the
 * page's own origin, and without credentials there, for then the load was begun anew.
 *
 * Source/WebCore/loader/SubresourceLoader.cpp, checkRedirectionCrossOriginAccessControl and reportResourceTiming
 */
function tellsOwnSize(request: FetchRequest): boolean {
  const own = request.origin.serialization;
  const isOwn = ({ origin }: URL): boolean => origin === own;
  const { urlList, credentialsMode } = request;
  if (urlList.every(isOwn)) return true;
  return (
    isOwn(urlList[0]!) && credentialsMode === "same-origin" && serializedOrigin(request) === own
  );
}

function isUnnoted(
  { urlList, initiator, destination }: FetchRequest,
  { code, anchor }: NetworkFailure,
  { ofBlocked, ofLostWorkers }: TimingRules,
): boolean {
  if (destination === "worker" && urlList.length > 1) return !ofLostWorkers;
  if (ofBlocked === "noted" || urlList.length > 1) return false;
  const isByMode =
    code === "DisallowedByMode" ||
    (code === "RedirectDisallowed" && anchor === "#concept-main-fetch");
  return ofBlocked === "unless-by-fetch"
    ? isByMode && initiator === "fetch"
    : isByMode || blocked.has(code);
}

/**
 * Whether a body that nobody can read is never read: who stores it reads it as it comes.
 *
 * third_party/blink/renderer/core/fetch/fetch_manager.cc, DidReceiveResponse: BufferingBytesConsumer
 */
function isLeftUnread(
  { failure, body, headerList }: FetchResponse,
  { engine }: UserAgent,
): boolean {
  if (failure !== null || body === null || headerList.get("Content-Length") === "0") return false;
  const { cacheControl } = engine.httpCache;
  return readCacheControl(headerList.get("Cache-Control") ?? "", cacheControl).has("no-store");
}

/** What the last answer would have let the page see, though nothing came of it. */
function toldByAnswer(request: FetchRequest, { code, response, unused }: NetworkFailure): Told {
  const headerList = response?.headerList ?? (code === "BlockedType" ? unused : undefined);
  // A redirect has passed both checks, or has not.
  if (headerList === undefined) {
    if (request.timingAllowFailed) return "nothing";
    const isOfMode = code === "DisallowedByMode" && unused !== undefined;
    return isOfMode ? "times and size" : (ofFailedRedirects.get(code) ?? "nothing");
  }
  if (code.startsWith("Preflight")) return "nothing";
  const check = {
    timingAllowFailed: request.timingAllowFailed,
    mode: request.mode,
    responseTainting: request.responseTainting,
    origin: serializedOrigin(request),
    isCurrentUrlSameOrigin: false,
  };
  if (taoCheck(check, headerList) === "failure") return "nothing";
  return code === "CorpBlocked" ? "times" : "times and size";
}
