import type { HeaderList } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import {
  basicFilteredResponse,
  corsFilteredResponse,
  opaqueFilteredResponse,
} from "../infrastructure/filtered-response.ts";
import { freshenedHeaders } from "../infrastructure/stored-response.ts";
import { isOfElement } from "./shared-load-part.ts";
import type { SharedLoad } from "./shared-load.ts";
import type { UserAgent } from "./user-agent.ts";

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

/** The body that whoever made such a request may read. */
export function bodyOf(response: FetchResponse, request: FetchRequest): FetchResponse["body"] {
  return seesThrough(response, request) ? response.internalResponse!.body : response.body;
}

/** The same response with another body in that place. */
export function withBody(
  response: FetchResponse,
  body: FetchResponse["body"],
  request: FetchRequest,
): FetchResponse {
  return seesThrough(response, request)
    ? { ...response, internalResponse: { ...response.internalResponse!, body } }
    : { ...response, body };
}

/** What a 304 makes of it. Source/WebCore/platform/network/CacheValidation.cpp, updateResponseHeadersAfterRevalidation */
export function freshened(
  response: FetchResponse,
  validation: HeaderList,
  request: FetchRequest,
  { engine }: UserAgent,
): FetchResponse {
  const { unchangedBy304 } = engine.httpCache;
  const internal = response.internalResponse ?? response;
  const headerList = freshenedHeaders(internal.headerList, validation, unchangedBy304);
  const fresh: FetchResponse = { ...internal, headerList, body: response.body };
  switch (response.type) {
    case "basic":
      return basicFilteredResponse(fresh);
    case "cors":
      return corsFilteredResponse(fresh, request, "in-valid-list");
    case "opaque":
      return opaqueFilteredResponse(fresh);
    default:
      return fresh;
  }
}
