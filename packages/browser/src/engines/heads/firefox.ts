import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { codingsAskedFor } from "../../http1/content-codings.ts";
import { currentUrl, type FetchRequest } from "../../infrastructure/fetch-request.ts";
import { isSchemelesslySameSite } from "../../infrastructure/site.ts";
import { allLines, inOrder, isMedia, scriptsNames, spelt, type WriteHead } from "./write-head.ts";

/** netwerk/protocol/http/nsHttpHandler.cpp, AddStandardRequestHeaders */
export const writeFirefoxHead: WriteHead = (head) => {
  const { request, url } = head;
  const lines = allLines(head, [
    ["Connection", "keep-alive"],
    ["Accept-Encoding", codingsAskedFor(url).join(", ")],
    ...priorityOf(request),
  ]);
  return inOrder(spelt(lines, firefoxHeaderNames), orderOf(request));
};

/** What is said of the urgency where nothing has said it yet; netwerk/protocol/http/nsHttpHandler.cpp, EchoPriority. */
function priorityOf(request: FetchRequest): HeaderEntries {
  const { initiator, destination, preflightFor, priority } = request;
  if (preflightFor === null && initiator === "fetch" && priority === "high") return [];
  if (preflightFor !== null || initiator === "fetch" || initiator === "event-source")
    return [["Priority", "u=4"]];
  if (destination === "image") return [["Priority", "u=5, i"]];
  return isMedia(request) || destination === "track" || destination === "worker"
    ? [["Priority", "u=4"]]
    : [];
}

// They are there before a script's own, which take their places.
const firefoxHeaderNames: ReadonlyMap<string, string> = new Map([
  ["accept", "Accept"],
  ["accept-language", "Accept-Language"],
  ["user-agent", "User-Agent"],
]);

const start = ["host", "user-agent", "accept", "accept-language"];
const asks = ["access-control-request-method", "access-control-request-headers"];
const metadata = ["sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site"];
const caching = ["pragma", "cache-control"];
const ofBody = ["content-type", "content-length"];
// Of a response that is kept; nsHttpChannel.cpp, CheckCache: they are there last.
const conditions = ["if-modified-since", "if-none-match"];
const access = "sec-fetch-storage-access";

function orderOf(request: FetchRequest): readonly string[] {
  const own = scriptsNames(request);
  const end = [...conditions, "priority", ...caching].filter((name) => !own.includes(name));
  // NB: The length of no body is written last of all.
  const hasBody = request.body !== null;
  const last = hasBody ? [] : ["content-length"];
  if (request.urlList.length > 1) {
    const isToldBefore = request.mode !== "no-cors" && isElsewhere(request) && !request.keepalive;
    const isAgain = isToldAgain(request);
    const referer = isAgain ? [] : ["referer"];
    const origin = request.mode === "no-cors" ? [access, "origin"] : ["origin", access];
    const told = isToldBefore ? ["origin", "*", ...referer, access] : ["*", ...referer, ...origin];
    const body = hasBody ? ofBody : [];
    const added = [...body, ...told, "connection", ...(isAgain ? ["referer"] : [])];
    return [...start, "accept-encoding", ...added, "cookie", ...metadata, ...end, ...last];
  }
  const rest = hasBody ? ["*", "content-length"] : ["*"];
  // NB: CORS writes it before anything is known of storage.
  const isOfCors = request.mode !== "no-cors" && isElsewhere(request);
  const origin = isOfCors ? ["origin", access] : [access, "origin"];
  const isEarly = isToldEarly(request);
  if (isMedia(request)) {
    const told = isEarly
      ? ["referer", ...rest, ...origin, "connection"]
      : [...rest, ...origin, "connection", "referer"];
    return [...start, ...told, "cookie", ...metadata, "accept-encoding", ...end];
  }
  if (request.keepalive && request.initiator === "fetch" && request.preflightFor === null) {
    const isAgain = isToldAgain(request);
    const referer = isAgain ? [] : ["referer"];
    const body = hasBody ? ["content-type", ...referer, "content-length"] : referer;
    const told = ["*", ...body, ...origin, "connection", ...(isAgain ? ["referer"] : [])];
    return [...start, "accept-encoding", ...told, "cookie", ...metadata, ...end, ...last];
  }
  const places = isEarly
    ? [...asks, "referer", ...rest, ...origin, "connection"]
    : [...asks, ...rest, ...origin, "connection", "referer"];
  return [...start, "accept-encoding", ...places, "cookie", ...metadata, ...end, ...last];
}

const isElsewhere = ({ urlList, origin }: FetchRequest): boolean =>
  urlList.some((url) => url.origin !== origin.serialization);

/**
 * Whether its referrer stays where it was put before its channel was opened. It is put once more where nobody has stated
 * a policy, but that `fetch` and preloads of fonts have made one of their own by then, or where it tells other sites too much.
 */
function isToldEarly(request: FetchRequest): boolean {
  const { initiator, element, destination, preflightFor, isPolicyDefault } = request;
  if (preflightFor !== null) return true;
  const hasOwn =
    !isPolicyDefault || initiator === "fetch" || (element === "preload" && destination === "font");
  return hasOwn && !isToldAgain(request);
}

/** Whether its policy would tell the site that it goes to too much, whichever it has come by, and whatever the scheme. */
function isToldAgain(request: FetchRequest): boolean {
  const isCrossSite = !isSchemelesslySameSite(
    request.origin.serialization,
    currentUrl(request).origin,
  );
  return isCrossSite && relaxed.has(request.referrerPolicy);
}

// dom/security/ReferrerInfo.cpp, ShouldIgnoreLessRestrictedPolicies;
// netwerk/protocol/http/HttpBaseChannel.cpp, ReEvaluateReferrerAfterTrackingStatusIsKnown
const relaxed: ReadonlySet<string> = new Set([
  "no-referrer-when-downgrade",
  "origin-when-cross-origin",
  "unsafe-url",
]);
