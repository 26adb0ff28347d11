import { microtaskCheckpoint } from "../infrastructure/microtask-checkpoint.ts";
import { type HeaderEntries, HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { ResponseBody } from "../infrastructure/body.ts";
import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import {
  combinedLines,
  withoutEmptyLines,
  withOneContentType,
  withUncountedAllowOrigin,
} from "./header-lines.ts";
import type { TransportRequest, TransportResponse } from "../transports/transport.ts";
import type { FetchPurpose } from "./http-network-or-cache-fetch.ts";
import type { Trace } from "../trace.ts";
import { UnresolvableUrl, UnknownHost } from "../infrastructure/unresolvable-url.ts";
import { sendWithRetries } from "./send-with-retries.ts";
import { madeValid } from "./received-value.ts";
import { othersHaveGone } from "./others-have-gone.ts";
import type { FetchParams } from "./user-agent.ts";

const HTTP_NETWORK_FETCH = "#concept-http-network-fetch";
const PREFLIGHT_FETCH = ["#cors-preflight-fetch-0", "6"] as const;

// More than it takes whoever was asked for together with it, and less than that one's preflight takes.
const TURNS = 5;

/**
 * What goes out and what comes in.
 *
 * https://fetch.spec.whatwg.org/#concept-http-network-fetch
 */
export async function httpNetworkFetch(
  { request, agent, signal, trace, onRequestStarted, onRequestSent }: FetchParams,
  headerList: HeaderList,
  purpose: FetchPurpose,
  includeCredentials: boolean,
): Promise<FetchResponse> {
  const url = currentUrl(request);
  if (request.urlList.length === 1 && agent.engine.scripts.sendsAfterScript) {
    // NB: What a script goes on with is some promises long after a `fetch`, whose promise it has; after others it is over
    // by then. All wait, so that none is overtaken.
    if (signal !== null && request.initiator === "fetch") await microtaskCheckpoint();
    else if (request.initiator !== "element") await Promise.resolve();
  }
  if (signal?.aborted === true)
    return networkError(otherFailure("Aborted", url, [HTTP_NETWORK_FETCH, ""]));
  if (
    request.body !== null &&
    request.body.source === null &&
    agent.engine.streamUpload === "http2-only" &&
    agent.transport.isHttp2 !== true
  ) {
    return networkError(
      otherFailure("TransportFailed", url, [HTTP_NETWORK_FETCH, ""], { parameter: "HTTP/2" }),
    );
  }
  const { opensConnection } = agent.engine;
  // NB: Nothing is idle before somebody has been there.
  if (opensConnection?.(request.method) === true && agent.hostsMet.get(url.host) === true)
    await othersHaveGone(TURNS);
  const { repeated, singletons, ownWhenEmpty } = agent.engine.headers;
  const lines =
    repeated === "combined-when-sent"
      ? combinedLines(headerList, singletons, request.body !== null)
      : headerList.entries();
  const headers =
    ownWhenEmpty.size === 0 || request.initiator !== "fetch"
      ? lines
      : lines.filter(([name, value]) => value !== "" || !ownWhenEmpty.has(name.toLowerCase()));
  if (agent.engine.headers.encoding === "utf-8")
    for (const header of headers) header[1] = encodeUtf8(header[1]);
  const preflight = purpose === "preflight";
  const { writeHead } = agent.engine;
  if (!preflight) onRequestStarted?.();
  const isPreflighted = !preflight && request.wasPreflighted;
  const isNeverRetried =
    isPreflighted &&
    !agent.engine.sendAgain.afterFirstPreflight &&
    agent.hostsPreflighted.get(url.host) === undefined;
  let received: TransportResponse;
  try {
    if (agent.engine.unreachableHosts.has(url.hostname))
      throw new TypeError(`${url.hostname} is no address to connect to`);
    if (url instanceof UnresolvableUrl) throw new UnknownHost(url);
    received = await sendWithRetries(
      agent,
      {
        method: request.method,
        url,
        headers,
        body: request.body,
        reading: agent.engine.http1,
        // NB: No spread of what may not be there: for that a runtime is asked each time.
        connectionPool: agent.engine.connectionsByCredentials
          ? poolOf(includeCredentials)
          : undefined,
        head:
          writeHead === null
            ? undefined
            : (framing) => writeHead({ request, url, headers, framing }),
      },
      isNeverRetried ? "none" : "as-engine",
      signal,
      () => trace?.({ kind: "sent", method: request.method, url: url.href, headers, preflight }),
    );
  } catch (cause) {
    const wasAborted = isAborted(signal);
    const code = wasAborted ? "Aborted" : "TransportFailed";
    const place = preflight ? PREFLIGHT_FETCH : ([HTTP_NETWORK_FETCH, ""] as const);
    return networkError(otherFailure(code, url, place, { cause }));
  }
  // NB: Of a preflight that grants nothing the connection goes, too.
  if (opensConnection !== null && !preflight) agent.hostsMet.set(url.host, true);
  if (isPreflighted) agent.hostsPreflighted.set(url.host, true);
  if (!preflight) onRequestSent?.({ status: received.status, hasBody: request.body !== null });
  trace?.({
    kind: "received",
    url: url.href,
    status: received.status,
    headers: received.headers,
    preflight,
  });
  if (agent.engine.failingStatuses.has(received.status)) {
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
    headerList: HeaderList.from(readHeaders(received.headers, agent.engine)),
    body:
      trace === null || received.body === null ? received.body : traced(received.body, url, trace),
    internalResponse: null,
    failure: null,
  };
}

const poolOf = (includeCredentials: boolean): TransportRequest["connectionPool"] =>
  includeCredentials ? "credentialed" : "anonymous";

/** A body whose failure is told beside to who reads it. */
function traced(body: ResponseBody, url: URL, trace: Trace): ResponseBody {
  return {
    async *[Symbol.asyncIterator]() {
      try {
        yield* body;
      } catch (cause) {
        const failure = otherFailure("TransportFailed", url, [HTTP_NETWORK_FETCH, ""], { cause });
        trace({ kind: "failed", failure });
        throw cause;
      }
    },
    cancel: () => body.cancel?.(),
  };
}

/** Bytes that were taken for characters, encoded once more. */
function encodeUtf8(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  // One by one: as parameters of one call, a long value's bytes would not fit on the stack.
  return Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join("");
}

/** Asked anew: what was not aborted when the request went out may be by now. */
function isAborted(signal: AbortSignal | null): boolean {
  return signal?.aborted === true;
}

function readHeaders(headers: HeaderEntries, engine: EngineProfile): HeaderEntries {
  const whole =
    engine.headers.emptyLines === "dropped"
      ? withoutEmptyLines(withUncountedAllowOrigin(headers))
      : headers;
  const lines =
    engine.headers.typesJoinedBy === ", " ? whole : withOneContentType(whole, engine.headers);
  return engine.headers.received === "utf-8"
    ? lines.map(([name, value]) => [name, madeValid(value)] as const)
    : lines;
}
