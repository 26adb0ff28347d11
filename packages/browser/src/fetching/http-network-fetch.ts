import { microtaskCheckpoint } from "../infrastructure/microtask-checkpoint.ts";
import { type HeaderEntries, HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import { addressSpaceOf, isMorePrivate } from "../infrastructure/address-space.ts";
import { isUntold } from "../infrastructure/body.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { corsFailure, type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import {
  combinedLines,
  withoutEmptyLines,
  withOneContentType,
  withUncountedAllowOrigin,
} from "./header-lines.ts";
import type { TransportRequest, TransportResponse } from "../transports/transport.ts";
import { ExchangeAbort } from "./exchange-abort.ts";
import type { FetchPurpose } from "./fetch-purpose.ts";
import { isReadable, unreadable } from "../transports/received-response.ts";
import { toldUrl } from "../infrastructure/told-failure.ts";
import { toldHeaders } from "../infrastructure/told-headers.ts";
import { UnresolvableUrl, UnknownHost } from "../infrastructure/unresolvable-url.ts";
import { sendWithRetries } from "./send-with-retries.ts";
import { madeValid } from "./received-value.ts";
import { othersHaveGone } from "./others-have-gone.ts";
import type { FetchParams } from "./user-agent.ts";
import { tracedBody } from "./traced-abort.ts";

const HTTP_NETWORK_FETCH = "#concept-http-network-fetch";
const PREFLIGHT_FETCH = ["#cors-preflight-fetch", "6"] as const;

// More than it takes whoever was asked for together with it, and less than that one's preflight takes.
const TURNS = 5;

/**
 * What goes out and what comes in.
 *
 * https://fetch.spec.whatwg.org/#concept-http-network-fetch
 */
export function httpNetworkFetch(
  params: FetchParams,
  headerList: HeaderList,
  purpose: FetchPurpose,
  includeCredentials: boolean,
): Promise<FetchResponse> {
  // NB: Most wait for nobody, and to send needs no function that could wait: those cost more than their steps.
  const scriptsFirst = untilScriptsWentOn(params);
  if (scriptsFirst !== null || opensAnother(params))
    return sendAfterOthers(scriptsFirst, params, headerList, purpose, includeCredentials);
  return send(params, headerList, purpose, includeCredentials);
}

async function sendAfterOthers(
  scriptsFirst: Promise<void> | null,
  params: FetchParams,
  headerList: HeaderList,
  purpose: FetchPurpose,
  includeCredentials: boolean,
): Promise<FetchResponse> {
  if (scriptsFirst !== null) await scriptsFirst;
  if (refusalOf(params) === null && opensAnother(params)) await othersHaveGone(TURNS);
  // NB: A promise that is returned is told of three promises later.
  const response = await send(params, headerList, purpose, includeCredentials);
  return response;
}

/** Null where an engine sends at once. */
function untilScriptsWentOn({ request, agent, signal }: FetchParams): Promise<void> | null {
  if (!agent.engine.scripts.sendsAfterScript || request.urlList.length > 1) return null;
  // NB: What a script goes on with is some promises long after a `fetch`, whose promise it has; after others it is over
  // by then. All wait, so that none is overtaken.
  if (signal !== null && request.initiator === "fetch") return microtaskCheckpoint();
  return request.initiator === "element" ? null : Promise.resolve();
}

/** Whether it goes over a connection of its own where others may be idle. */
function opensAnother({ request, agent }: FetchParams): boolean {
  const { opensConnection } = agent.engine;
  // NB: Nothing is idle before somebody has been there.
  return (
    opensConnection?.(request.method) === true &&
    agent.hostsMet.get(currentUrl(request).host) === true
  );
}

/** Why nothing is sent at all; null where it is. */
function refusalOf({ request, agent, signal }: FetchParams): NetworkFailure | null {
  const place = [HTTP_NETWORK_FETCH, ""] as const;
  if (signal?.aborted === true) return otherFailure("Aborted", currentUrl(request), place);
  const isStream = request.body !== null && request.body.source === null;
  return isStream && agent.engine.streamUpload === "http2-only" && agent.transport.isHttp2 !== true
    ? otherFailure("TransportFailed", currentUrl(request), place, { parameter: "HTTP/2" })
    : null;
}

function send(
  params: FetchParams,
  headerList: HeaderList,
  purpose: FetchPurpose,
  includeCredentials: boolean,
): Promise<FetchResponse> {
  const refusal = refusalOf(params);
  if (refusal !== null) return Promise.resolve(networkError(refusal));
  const { request, agent, signal, trace } = params;
  const { engine } = agent;
  const url = currentUrl(request);
  const headers = sentHeaders(request, headerList, engine);
  const preflight = purpose === "preflight";
  const { writeHead } = engine;
  if (!preflight) params.onRequestStarted?.();
  // NB: A platform cuts the name out of the address anew whenever it is asked.
  if (engine.unreachableHosts.size > 0 && engine.unreachableHosts.has(url.hostname)) {
    const cause = new TypeError(`${url.hostname} is no address to connect to`);
    return Promise.resolve(failed(params, preflight, cause));
  }
  if (engine.localNetworkAccess && isLocalToPublic(request, url))
    return Promise.resolve(networkError(refusedByNetwork(url, preflight)));
  if (url instanceof UnresolvableUrl)
    return Promise.resolve(failed(params, preflight, new UnknownHost(url)));
  const sent: TransportRequest = {
    method: request.method,
    url,
    headers,
    body: request.body === null || isUntold(request.body, engine.headers) ? null : request.body,
    // NB: What looks in the background has all the time again.
    whole: purpose === "revalidation" ? undefined : (request.initial ?? undefined),
    reading: engine.http1,
    // NB: No spread of what may not be there: for that a runtime is asked each time.
    connectionPool: engine.connectionsByCredentials ? poolOf(includeCredentials) : undefined,
    opensConnection: engine.opensConnection?.(request.method),
    head:
      writeHead === null ? undefined : (framing) => writeHead({ request, url, headers, framing }),
  };
  // NB: Nobody shares what nothing keeps.
  const abort =
    signal !== null && agent.keepsResponses && !preflight ? new ExchangeAbort(signal) : null;
  return sendWithRetries(agent, {
    request: sent,
    signal: abort === null ? signal : abort.signal,
    onSend:
      trace === null
        ? null
        : () =>
            trace({ kind: "sent", method: request.method, url: toldUrl(url), headers, preflight }),
    onLost:
      preflight || params.onRequestSent === null
        ? null
        : () => params.onRequestSent?.({ status: null, hasBody: request.body !== null }),
    onReceived: (received) => {
      const response = taken(params, preflight, received);
      return abort === null ? response : heldBy(abort, response);
    },
    onFailed: (cause) => {
      abort?.end();
      return failed(params, preflight, cause);
    },
  });
}

/**
 * Whether a page that came over no network, and so isn't known to be the machine's own, asks an address that no public
 * network has. Of other pages nobody tells where they came from.
 *
 * https://wicg.github.io/local-network-access/#local-network-access-check
 */
const isLocalToPublic = ({ client }: FetchRequest, { hostname }: URL): boolean =>
  client.isOfNoNetwork && isMorePrivate(addressSpaceOf(hostname) ?? "public", "public");

function refusedByNetwork(url: URL, preflight: boolean): NetworkFailure {
  const [anchor, step] = PREFLIGHT_FETCH;
  return corsFailure("InsecureLocalNetwork", url, preflight ? { anchor, step } : {});
}

/** What its asker may still abort. */
function heldBy(abort: ExchangeAbort, response: FetchResponse): FetchResponse {
  if (response.body !== null) return { ...response, body: abort.bodyOf(response.body) };
  abort.end();
  return response;
}

/** The lines that go out. */
function sentHeaders(
  request: FetchRequest,
  headerList: HeaderList,
  { headers: rules }: EngineProfile,
): HeaderEntries {
  const lines =
    rules.repeated === "combined-when-sent"
      ? combinedLines(
          headerList,
          rules.singletons,
          request.body !== null && request.urlList.length === 1,
        )
      : headerList.entries();
  const headers =
    rules.ownWhenEmpty.size === 0 || request.initiator !== "fetch"
      ? lines
      : lines.filter(
          ([name, value]) => value !== "" || !rules.ownWhenEmpty.has(name.toLowerCase()),
        );
  if (rules.encoding === "utf-8") for (const header of headers) header[1] = encodeUtf8(header[1]);
  return headers;
}

function failed(
  { request, signal }: FetchParams,
  preflight: boolean,
  cause: unknown,
): FetchResponse {
  // NB: What was not aborted when the request went out may be by now.
  const code = signal?.aborted === true ? "Aborted" : "TransportFailed";
  const place = preflight ? PREFLIGHT_FETCH : ([HTTP_NETWORK_FETCH, ""] as const);
  return networkError(otherFailure(code, currentUrl(request), place, { cause }));
}

/** What has come in. */
function taken(
  params: FetchParams,
  preflight: boolean,
  received: TransportResponse,
): FetchResponse {
  const { request, agent, trace, onRequestSent } = params;
  const { engine } = agent;
  const url = currentUrl(request);
  if (!isReadable(received)) return failed(params, preflight, unreadable(received));
  // NB: Of a preflight that grants nothing the connection goes, too.
  if (engine.opensConnection !== null && !preflight) agent.hostsMet.set(url.host, true);
  if (!preflight) onRequestSent?.({ status: received.status, hasBody: request.body !== null });
  trace?.({
    kind: "received",
    url: toldUrl(url),
    status: received.status,
    headers: toldHeaders(received.headers, url),
    preflight,
  });
  if (engine.failingStatuses.has(received.status)) {
    const parameter = String(received.status);
    return networkError(
      otherFailure("TransportFailed", url, [HTTP_NETWORK_FETCH, ""], { parameter }),
    );
  }
  return {
    type: "default",
    urlList: [...request.urlList],
    status: received.status,
    statusText: received.statusText,
    headerList: HeaderList.from(readHeaders(received.headers, engine)),
    body:
      trace === null || received.body === null
        ? received.body
        : tracedBody(received.body, url, trace, params.signal),
    encoded: received.encoded,
    internalResponse: null,
    failure: null,
  };
}

const poolOf = (includeCredentials: boolean): TransportRequest["connectionPool"] =>
  includeCredentials ? "credentialed" : "anonymous";

/** Bytes that were taken for characters, encoded once more. */
function encodeUtf8(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  // One by one: as parameters of one call, a long value's bytes would not fit on the stack.
  return Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join("");
}

function readHeaders(headers: HeaderEntries, engine: EngineProfile): HeaderEntries {
  const whole =
    engine.headers.emptyLines === "dropped"
      ? withoutEmptyLines(withUncountedAllowOrigin(headers))
      : headers;
  const lines =
    engine.headers.typesJoinedBy === ", " ? whole : withOneContentType(whole, engine.headers);
  return engine.headers.received === "utf-8"
    ? lines.map(([name, value]) => [madeValid(name), madeValid(value)] as const)
    : lines;
}
