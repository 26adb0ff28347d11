import { HeaderList } from "@crosswalk/cors/protocol";
import { currentUrl } from "../infrastructure/fetch-request.ts";
import { type FetchResponse, networkError } from "../infrastructure/fetch-response.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import type { TransportResponse } from "../transports/transport.ts";
import type { FetchParams } from "./user-agent.ts";

const HTTP_NETWORK_FETCH = "#concept-http-network-fetch";

/**
 * What goes out and what comes in.
 *
 * https://fetch.spec.whatwg.org/#concept-http-network-fetch
 */
export async function httpNetworkFetch(
  { request, agent, signal, trace }: FetchParams,
  headerList: HeaderList,
  purpose: "actual" | "preflight",
): Promise<FetchResponse> {
  const url = currentUrl(request);
  if (signal?.aborted === true) return networkError(otherFailure("Aborted", url, [HTTP_NETWORK_FETCH, ""]));
  const headers = [...headerList];
  const preflight = purpose === "preflight";
  trace?.({ kind: "sent", method: request.method, url: url.href, headers, preflight });
  let received: TransportResponse;
  try {
    received = await agent.transport.send({ method: request.method, url, headers, body: request.body }, signal);
  } catch (cause) {
    const isAborted = (signal as AbortSignal | null)?.aborted === true;
    const code = isAborted ? "Aborted" : "TransportFailed";
    return networkError(otherFailure(code, url, [HTTP_NETWORK_FETCH, ""], { cause }));
  }
  trace?.({ kind: "received", url: url.href, status: received.status, headers: received.headers, preflight });
  return {
    type: "default",
    urlList: [...request.urlList],
    status: received.status,
    statusText: received.statusText,
    headerList: HeaderList.from(received.headers),
    body: received.body,
    internalResponse: null,
    failure: null,
  };
}
