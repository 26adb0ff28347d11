import { isRedirectStatus } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { textOf } from "../infrastructure/http-cache.ts";
import { responseOf, type StoredResponse } from "../infrastructure/stored-response.ts";
import type { HttpCachePlan } from "./http-cache-plan.ts";
import type { FetchParams } from "./user-agent.ts";

/** Whether a stored response leads a request nowhere, or where it has not led it before. */
export function leadsOn({ key, stored }: HttpCachePlan, request: FetchRequest): boolean {
  const [last, before] = [request.urlList.at(-1)!, request.urlList.at(-2)];
  if (before !== undefined && before.href === last.href) return false;
  if (!isRedirectStatus(stored!.status) || !stored!.headerList.contains("Location")) return true;
  const text = textOf(key!);
  const ledBy = (request.ledBy ??= new Set());
  if (ledBy.has(text)) return false;
  ledBy.add(text);
  return true;
}

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
  const url = urlList.at(-1)!.href;
  trace?.({ kind: "reused", url, status, headers: headerList.entries(), cacheState });
}
