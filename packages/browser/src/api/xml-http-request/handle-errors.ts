import { isForbiddenResponseHeaderName } from "@crosswalk/cors/protocol";
import type { UserAgent } from "../../fetching/user-agent.ts";
import { originOfEntry } from "../../infrastructure/blob-url-store.ts";
import { currentUrl, type FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../../infrastructure/fetch-response.ts";
import { UnreadableResponse } from "../../http1/unreadable.ts";
import { microtaskCheckpoint } from "../../infrastructure/microtask-checkpoint.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { isSameOrigin } from "../../infrastructure/origin.ts";
import { withoutFragment } from "../../infrastructure/url.ts";
import { causeOf } from "../failure-cause.ts";
import { ReceivedResponse } from "./received-response.ts";
import type { UploadProgress } from "./upload-progress.ts";
import {
  DONE,
  OPENED,
  type Remains,
  type Sending,
  type XmlHttpRequestState,
} from "./xml-http-request-state.ts";

/** What the network itself finds wrong, without a look at CORS. */
const ofNetwork: ReadonlySet<NetworkFailure["code"]> = new Set([
  "InvalidLocation",
  "RedirectLimit",
  "TransportFailed",
] as const);

/** What becomes of a redirect that isn't followed for where it leads. */
const ofLostWay: ReadonlySet<NetworkFailure["code"]> = new Set([
  "InvalidLocation",
  "MixedContent",
  "RedirectContainsCredentials",
  "RedirectLimit",
  "RedirectScheme",
] as const);

/** https://xhr.spec.whatwg.org/#handle-errors */
export async function handleErrors(
  xhr: XmlHttpRequestState,
  sending: Sending,
  failure: NetworkFailure,
): Promise<void> {
  const { agent } = xhr.context;
  const { request, upload } = sending;
  xhr.cause = causeOf(failure, request, agent);
  if (!xhr.isSynchronous) {
    if (ofNetwork.has(failure.code) && failure.isOfPreflight !== true) upload.lost();
    if (upload.telling !== null) {
      await upload.telling;
      if (!xhr.isCurrent(sending)) return;
    }
    const { xhr: rules } = agent.engine;
    const left = rules.endKeepsHeaders ? headersLeft(request, failure) : null;
    const isLookedAt = left !== null && rules.redirectIsLookedAt?.(failure) === true;
    if (isLookedAt) xhr.left = left;
    // NB: It has been told of bytes that came, if of none of its body, before it is told that there is no head.
    if (
      isLookedAt ||
      isOwnZeroByte(request, failure, agent) ||
      isOfBadChunks(failure, request, agent)
    ) {
      xhr.fire("progress");
      await microtaskCheckpoint();
      if (!xhr.isCurrent(sending)) return;
    }
    if (rules.endKeepsHeaders) xhr.left = left;
    xhr.ending = tellOfError(xhr, request, upload);
    await xhr.ending;
    xhr.ending = null;
    // NB: By the time that all is told it is another channel's.
    if (isLookedAt && xhr.left === left) {
      xhr.left = null;
      if (xhr.failed !== null) xhr.failed = { ...xhr.failed, url: "" };
    }
    return;
  }
  const isSilent =
    agent.engine.xhr.synchronousMixedContentIsSilent &&
    failure.code === "MixedContent" &&
    request.urlList.length === 1;
  xhr.end(isSilent ? OPENED : DONE);
  xhr.failed = remainsOf(request, agent);
  if (isSilent) return;
  if (agent.engine.xhr.synchronousErrorEvents(request, failure)) {
    xhr.become(DONE);
    xhr.fire("error");
    xhr.fire("loadend");
  }
  // 4. If xhr's synchronous is true, then throw exception.
  const message = agent.engine.messages.xmlHttpRequest.networkError(
    request.urlList[0]!,
    request.method,
  );
  throw new DOMException(message, "NetworkError");
}

/**
 * Of a redirect that leads nowhere, which is what the channel has come to.
 *
 * dom/xhr/XMLHttpRequestMainThread.cpp, GetResponseHeader
 */
function headersLeft(
  { responseTainting, urlList }: FetchRequest,
  { code, unused }: NetworkFailure,
): XmlHttpRequestState["left"] {
  if (responseTainting !== "basic" || unused === undefined || !ofLostWay.has(code)) return null;
  const headers = unused.filter((name) => !isForbiddenResponseHeaderName(name));
  return code === "MixedContent" ? { headers, url: urlList.at(-2)! } : { headers };
}

/** Whether the page's own origin has answered with a zero byte in its head. */
function isOwnZeroByte(
  { responseTainting }: FetchRequest,
  { cause }: NetworkFailure,
  { engine }: UserAgent,
): boolean {
  return (
    engine.xhr.zeroByteMakesProgress &&
    responseTainting === "basic" &&
    cause instanceof UnreadableResponse &&
    cause.fault === "zero-byte"
  );
}

/** dom/xhr/XMLHttpRequestMainThread.cpp, OnProgress: what needs no CORS has it from the channel itself. */
function isOfBadChunks(
  { cause }: NetworkFailure,
  { responseTainting }: FetchRequest,
  { engine }: UserAgent,
): boolean {
  return (
    engine.http1.badChunksFailHead &&
    responseTainting === "basic" &&
    cause instanceof UnreadableResponse &&
    cause.fault === "invalid-chunk"
  );
}

async function tellOfError(
  xhr: XmlHttpRequestState,
  request: FetchRequest,
  upload: UploadProgress,
): Promise<void> {
  for (const _ of requestErrorSteps(xhr, "error", request, upload)) await microtaskCheckpoint();
  if (!xhr.context.agent.engine.xhr.failureEndsNext) return;
  await microtaskCheckpoint();
  // NB: There is nothing left to end of what was refused at once, which is told all the same, nor of what was waited for.
  const next = xhr.sending?.request;
  if (next?.isRefusedAtOnce !== true && next?.synchronous !== true) xhr.finish();
}

/** https://xhr.spec.whatwg.org/#request-error-steps, event by event */
export function* requestErrorSteps(
  xhr: XmlHttpRequestState,
  event: "abort" | "error" | "timeout",
  request: FetchRequest | null,
  upload: UploadProgress | null,
  answered: FetchResponse | null = null,
): Generator<void> {
  // 1. Set xhr's state to done.
  // 2. Set xhr's send() invoked to false.
  // 3. Set xhr's response to a network error.
  xhr.end(DONE);
  const { replaced } = xhr;
  if (xhr.context.agent.engine.xhr.progressOutlivesRequests) void xhr.throttle.flushHeld();
  else xhr.throttle.clear();
  // NB: What a script has put in its place by now is told the rest, and else left alone.
  const isReplaced = xhr.replaced !== replaced;
  if (request !== null && !isReplaced)
    xhr.failed = remainsOf(request, xhr.context.agent, xhr.left?.url);
  if (answered?.type === "basic" && !isReplaced) {
    const { engine, documentParser } = xhr.context.agent;
    xhr.response = new ReceivedResponse(answered, engine, documentParser);
  }

  // 5. Fire an event named readystatechange at xhr.
  xhr.become(xhr.state);
  yield;

  // 6. If xhr's upload complete is false: […]
  upload?.fail(event);

  // 7. Fire a progress event named event at xhr with 0 and 0.
  // NB: Who has sent it anew by now has reset what Firefox goes by here.
  const isForgotten =
    event === "error" && xhr.sending !== null && xhr.context.agent.engine.xhr.sendingForgetsFailure;
  xhr.fire(isForgotten ? "load" : event);
  yield;

  // 8. Fire a progress event named loadend at xhr with 0 and 0.
  xhr.fire("loadend");
}

function remainsOf(
  request: FetchRequest,
  { engine }: UserAgent,
  url: URL = currentUrl(request),
): Remains {
  const { failureKeepsUrl, failureHasBuffer } = engine.xhr;
  const { blobUrlEntry, method } = request;
  const isTold =
    failureKeepsUrl &&
    !request.synchronous &&
    request.responseTainting === "basic" &&
    // NB: It is looked up only by who may ask for it.
    (url.protocol !== "blob:" || blobUrlEntry !== null || method !== "GET") &&
    isSameOrigin(request.origin, originOfEntry(blobUrlEntry, url));
  return {
    url: isTold ? withoutFragment(url) : "",
    buffer: failureHasBuffer ? new ArrayBuffer(0) : null,
  };
}
