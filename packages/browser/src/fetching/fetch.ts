import { HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import {
  currentUrl,
  type Destination,
  type FetchRequest,
} from "../infrastructure/fetch-request.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { abortableResponse } from "./abortable-response.ts";
import { conditionalNames } from "./cache-mode.ts";
import { judgedBodyType } from "./judged-body-type.ts";
import { comparedThoughFailed, isComparedThoughFailed } from "./integrity-of-failed.ts";
import { countedAsInflight } from "./keepalive-too-large.ts";
import { mainFetch } from "./main-fetch.ts";
import { toldToConsole } from "./tell-console.ts";
import type { FetchParams, FetchStart } from "./user-agent.ts";
import { traceFailure } from "./trace-step.ts";
import { withTracedAbort } from "./traced-abort.ts";

const acceptValues: ReadonlyMap<Destination, string> = new Map([
  ["image", "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"],
  ["style", "text/css,*/*;q=0.1"],
]);

/**
 * Rejects where what was given to the browser fails, as a cookie store may: `brokenOff` has what that comes to.
 *
 * https://fetch.spec.whatwg.org/#concept-fetch
 */
export function fetch(params: FetchStart): Promise<FetchResponse> {
  try {
    const { trace, signal } = params;
    return trace === null || signal === null
      ? told(params)
      : withTracedAbort({ ...params, trace, signal }, told);
  } catch (error) {
    return Promise.reject(error);
  }
}

function told(params: FetchStart): Promise<FetchResponse> {
  return params.request.client.console === null
    ? load(params)
    : toldToConsole(params, () => load(params));
}

// It is tempting to do this in `fetch`. It would be one more promise for everyone.
/** What a fetch comes to that was rejected. */
export function brokenOff(
  { request, trace }: Pick<FetchStart, "request" | "trace">,
  cause: unknown,
): NetworkFailure {
  const failure = otherFailure("TransportFailed", currentUrl(request), ["#concept-fetch", ""], {
    cause,
  });
  if (trace !== null) traceFailure(trace, failure);
  return failure;
}

function load(params: FetchStart): Promise<FetchResponse> {
  const loading = taken(params);
  return isComparedThoughFailed(params)
    ? loading.then((response) => comparedThoughFailed(params, response))
    : loading;
}

/** From what was preloaded or is loaded for others, if it can be. */
function taken(params: FetchStart): Promise<FetchResponse> {
  const { engine, sharedLoads, preloads, latestPictures } = params.agent;
  if (!latestPictures.isEmpty) latestPictures.hear(params.request);
  if (params.request.isBeside) return begin(params);
  if (engine.xhr.sharesLoads) return sharedLoads.join(params, begin);
  const isPreload = params.request.element === "preload";
  return (isPreload || !preloads.isEmpty) && engine.elements.preload.isTaken !== null
    ? preloads.take(params, begin)
    : begin(params);
}

function begin(params: FetchStart): Promise<FetchResponse> {
  const { request, agent, signal, trace, onRequestStarted = null, onRequestSent = null } = params;
  const ownNames = ownHeaders(request).names();

  // 13. If request's header list does not contain `Accept`, then:
  if (!request.headerList.contains("Accept")) {
    // 13.1. Let value be `*/*`.
    // 13.2 and 13.3. […] the user agent should set value to the first matching statement, if any,
    //      switching on request's destination.
    // 13.4. Append (`Accept`, value) to request's header list.
    request.headerList.append("Accept", acceptValues.get(request.destination) ?? "*/*");
  }

  const { engine } = agent;
  if (engine.headers.repeated === "combined-first")
    request.headerList = combined(request.headerList);
  request.preflightHeaderList = withJudgedType(ownHeaders(request), request, engine);
  const headerList = ownHeaders(request).clone();
  if (request.bodyType !== null && engine.redirects.restoresHeaders === "always")
    headerList.delete("Content-Type");
  const preflightHeaderList = withJudgedType(headerList, request, engine);
  request.initial = {
    method: request.method,
    headerList,
    preflightHeaderList,
    ownNames,
    referrer: null,
    startedAt: request.startedAt ?? null,
    turn: request.client.timings.begin(),
  };

  // 18. Run main fetch given fetchParams.
  const heard =
    signal !== null && request.keepalive ? signalHeard(signal, request, engine) : signal;
  const fetchParams = {
    request,
    agent,
    signal: heard,
    trace,
    onRequestStarted,
    onRequestSent,
    recurse,
  };
  const response = request.keepalive
    ? countedAsInflight(request, agent, () => mainFetch(fetchParams, "outermost"))
    : mainFetch(fetchParams, "outermost");
  return signal === null
    ? response
    : response.then((own) => abortableResponse(own, signal, engine));
}

/** What aborts a request that is kept alive: not what comes while a preflight is under way, if that goes unheard. */
function signalHeard(
  signal: AbortSignal,
  request: FetchRequest,
  { keepaliveOutlivesPreflight }: EngineProfile,
): AbortSignal {
  if (!keepaliveOutlivesPreflight) return signal;
  const controller = new AbortController();
  followSignal(signal, () => {
    if (request.awaitsPreflight !== true) controller.abort(signal.reason);
  });
  return controller.signal;
}

const recurse = (params: FetchParams): Promise<FetchResponse> => mainFetch(params, "recursive");

/** Without what is asked about memory, which nobody is asked to allow and no redirect comes back to. */
function ownHeaders({ headerList, asksAboutMemory }: FetchRequest): HeaderList {
  if (!asksAboutMemory) return headerList;
  const own = headerList.clone();
  for (const name of conditionalNames) own.delete(name);
  return own;
}

/** The headers that a preflight goes by. */
function withJudgedType(
  list: HeaderList,
  request: FetchRequest,
  engine: EngineProfile,
): HeaderList {
  const { writtenType, bodyType, initiator } = request;
  const ownType = initiator === "beacon" ? list.get("Content-Type") : bodyType;
  const type = writtenType ?? (ownType === null ? null : judgedBodyType(ownType, request, engine));
  if (type === null || (writtenType === null && !list.contains("Content-Type"))) return list;
  const judged = list.clone();
  judged.set("Content-Type", type);
  return judged;
}

/** Each name once, its values joined: what most engines keep headers in is a map. */
function combined(list: HeaderList): HeaderList {
  const names = list.names();
  if (names.length === list.size && !list.some(endsWithSpace)) return list;
  return HeaderList.from(names.map((name) => [name, joinedValue(list.get(name) ?? "")] as const));
}

const endsWithSpace = (_: string, value: string): boolean => value.endsWith(" ");

/** What an empty last value leaves at the end is a space, which no header ends with. */
const joinedValue = (value: string): string => (value.endsWith(" ") ? value.slice(0, -1) : value);
