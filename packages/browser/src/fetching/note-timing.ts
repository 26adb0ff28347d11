import { taoCheck } from "@crosswalk/cors/protocol";
import { readCacheControl } from "../infrastructure/cache-control.ts";
import { type FetchRequest, serializedOrigin } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, withBody } from "../infrastructure/fetch-response.ts";
import type { ResponseBody } from "../infrastructure/body.ts";
import type { Clock } from "../infrastructure/clock.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import { overheard } from "../infrastructure/overheard-body.ts";
import type { PageResourceTiming } from "../infrastructure/resource-timing.ts";
import type { Noted, ResourceTimings } from "../infrastructure/resource-timings.ts";
import { isHttpScheme, withoutFragment } from "../infrastructure/url.ts";
import type { TimingRules } from "../engines/rules/timing-rules.ts";
import type { FetchParams, UserAgent } from "./user-agent.ts";

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

// In milliseconds.
const ONE_TURN = 1;

type Told = "nothing" | "times" | "times and size";

/**
 * Keeps for the page what it may learn of a fetch's timing once that is over, and returns what it is given, of which is
 * heard when it is over: https://fetch.spec.whatwg.org/#finalize-and-report-timing
 */
export function noteTiming(
  { request, agent }: FetchParams,
  response: FetchResponse,
  given: FetchResponse,
): FetchResponse {
  const { client, urlList, initiator, initial } = request;
  const url = urlList[0]!;
  if (client.timings.isFull || !isHttpScheme(url) || initiator === "revalidation") return given;
  const { timing } = agent.engine;
  const { ofFailed, transferSize } = timing;
  const { failure } = response;
  const untold = untoldOfError(request, response, timing);
  if (untold === "unnoted") return given;
  if (failure !== null && (ofFailed === "none" || isUnnoted(request, failure, timing)))
    return given;

  // "If response's timing allow passed flag is not set, then set timingInfo to the result of creating an
  // opaque timing info for timingInfo"
  const told =
    failure === null
      ? toldOf(request, response, timing)
      : ofFailed === "by-answer"
        ? toldByAnswer(request, failure)
        : "nothing";
  const entry: PageResourceTiming = {
    name: isFragmentNamed(request, timing) ? url.href : withoutFragment(url),
    entryType: "resource",
    tellsTimes: told !== "nothing",
    tellsTransferSize:
      untold === null &&
      (transferSize === "with-times" ? told === "times and size" : tellsOwnSize(request)),
  };
  const { body } = given;
  if (initiator === "event-source" && timing.ofEventSource === "ended")
    return body === null ? given : withBody(given, heardToEnd(body, entry, request, agent.clock));
  const noted = client.timings.add(
    entry,
    initial!.turn,
    overUnread(request, response, given, agent),
  );
  // NB: What elements load is over before they tell of it.
  if (body === null || (initiator !== "fetch" && initiator !== "xmlhttprequest")) return given;
  return withBody(given, heardOut(body, noted, client.timings, agent.clock));
}

/** Keeps what a page may learn of what it has found in memory, if it has an entry of that, and tells whether it has. */
export function noteFound(
  { request, agent }: Pick<FetchParams, "request" | "agent">,
  loaded: FetchRequest,
  response: FetchResponse,
): boolean {
  const { client, element, urlList } = request;
  const { timing } = agent.engine;
  if (element === null || !timing.ofFound.has(element) || client.timings.isFull) return false;
  const url = urlList[0]!;
  if (!isHttpScheme(url)) return false;
  const entry: PageResourceTiming = {
    name: isFragmentNamed(request, timing) ? url.href : withoutFragment(url),
    entryType: "resource",
    tellsTimes: toldOf(loaded, response, timing) !== "nothing",
    tellsTransferSize: false,
  };
  client.timings.add(entry, client.timings.begin(), agent.clock.now());
  return true;
}

/** When a fetch is over whose body no script reads. NB: No script finds an entry in the turn in which it has its response. */
function overUnread(
  { initiator }: FetchRequest,
  response: FetchResponse,
  given: FetchResponse,
  agent: UserAgent,
): number {
  const { timing } = agent.engine;
  const now = agent.clock.now();
  // NB: What an XMLHttpRequest asks for is read in any case.
  if (initiator === "xmlhttprequest" && given.body !== null) return Infinity;
  if (initiator !== "fetch") return now;
  if (given.failure !== null || given.type === "opaqueredirect") return now;
  if (isEmpty(response)) return now + ONE_TURN;
  const isLeft = timing.ofUnread === "unless-unstored" && mayNotBeStored(response, agent);
  return isLeft ? Infinity : now + timing.unreadFor;
}

/** A body by whose end there is an entry, or once it is left. */
function heardOut(
  body: ResponseBody,
  noted: Noted,
  timings: ResourceTimings,
  clock: Clock,
): ResponseBody {
  return overheard(body, {
    onBegun: () => {
      // NB: By then it may have been read for whoever comes.
      if (noted.over > clock.now()) timings.change(noted, Infinity);
    },
    onOver: (how) => {
      const over = clock.now() + (how === "left" ? ONE_TURN : 0);
      if (over < noted.over) timings.change(noted, over);
    },
  });
}

/** A body of which there is an entry once it has come to its end, if that has been waited for. */
function heardToEnd(
  body: ResponseBody,
  entry: PageResourceTiming,
  { client: { timings }, initial }: FetchRequest,
  clock: Clock,
): ResponseBody {
  let isLost = false;
  return overheard(body, {
    onLost: () => (isLost = true),
    onOver: (how) => {
      if (how === "read" && !isLost) timings.add(entry, initial!.turn, clock.now());
    },
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

const isEmpty = ({ body, headerList }: FetchResponse): boolean =>
  body === null || headerList.get("Content-Length") === "0";

/**
 * Of what may be stored all is read ahead.
 *
 * third_party/blink/renderer/core/fetch/fetch_manager.cc, DidReceiveResponse: BufferingBytesConsumer
 */
function mayNotBeStored({ headerList }: FetchResponse, { engine }: UserAgent): boolean {
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
