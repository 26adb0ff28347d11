import { isRedirectStatus } from "@crosswalk/cors/protocol";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { responseOf, type StoredResponse } from "../infrastructure/stored-response.ts";
import { toldUrl } from "../infrastructure/told-failure.ts";
import { toldHeaders } from "../infrastructure/told-headers.ts";
import type { FetchParams } from "./user-agent.ts";

/** What the cache gives instead of the network. */
export function reuse(params: FetchParams, stored: StoredResponse): FetchResponse {
  const { request } = params;
  const response = responseOf(stored, request);
  if (isRedirectStatus(stored.status) && stored.isInMemory) request.isOfMemory = true;
  // NB: With CORS, the next hop goes back to the headers of the first.
  if (stored.requestHeaders !== null) request.headerList = stored.requestHeaders.clone();
  tellReuse(params, response, "local");
  return response;
}

/** Has the trace tell that what is stored was given, as it was or since it still holds. */
export function tellReuse(
  { trace }: FetchParams,
  { urlList, status, headerList }: FetchResponse,
  cacheState: "local" | "validated",
): void {
  if (trace === null) return;
  const url = urlList.at(-1)!;
  const headers = toldHeaders(headerList.entries(), url);
  trace({ kind: "reused", url: toldUrl(url), status, headers, cacheState });
}
