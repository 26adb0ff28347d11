import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { opaqueFilteredResponse } from "../infrastructure/filtered-response.ts";
import { isOfElement } from "./shared-load-part.ts";
import type { SharedLoad } from "./shared-load.ts";

/** For an element that asks in another mode than the one that has loaded it. */
export function asAskedFor(
  response: FetchResponse,
  { request: { mode } }: SharedLoad,
  request: FetchRequest,
): FetchResponse {
  if (mode === request.mode || response.type === "basic" || !isOfElement(request)) return response;
  const internal = response.internalResponse ?? response;
  return request.mode === "no-cors"
    ? opaqueFilteredResponse({ ...internal, body: response.body })
    : { ...internal, type: "cors" };
}

/** An element looks through what its page may not read. */
const seesThrough = ({ type }: FetchResponse, request: FetchRequest): boolean =>
  type === "opaque" && isOfElement(request);

export function bodyOf(response: FetchResponse, request: FetchRequest): FetchResponse["body"] {
  return seesThrough(response, request) ? response.internalResponse!.body : response.body;
}

export function withBody(
  response: FetchResponse,
  body: FetchResponse["body"],
  request: FetchRequest,
): FetchResponse {
  return seesThrough(response, request)
    ? { ...response, internalResponse: { ...response.internalResponse!, body } }
    : { ...response, body };
}
