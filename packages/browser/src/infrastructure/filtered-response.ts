import {
  byteLowercase,
  corsExposedHeaderNames,
  type CredentialsMode,
  HeaderList,
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
  isHttpTabOrSpaceByte,
  isToken,
  trimBytes,
} from "@crosswalk/cors/protocol";
import type { FetchResponse } from "./fetch-response.ts";

/** https://fetch.spec.whatwg.org/#concept-filtered-response-basic */
export function basicFilteredResponse(response: FetchResponse): FetchResponse {
  // "A basic filtered response is a filtered response whose type is "basic" and header list excludes
  // any headers in internal response's header list whose name is a forbidden response-header name."
  return filtered(response, "basic", (name) => !isForbiddenResponseHeaderName(name));
}

/** https://fetch.spec.whatwg.org/#concept-filtered-response-cors */
export function corsFilteredResponse(
  response: FetchResponse,
  request: { readonly credentialsMode: CredentialsMode },
  wildcard: "in-valid-list" | "outlives-nonsense",
): FetchResponse {
  // "A CORS filtered response is a filtered response whose type is "cors" and header list excludes any
  // headers in internal response's header list whose name is not a CORS-safelisted response-header
  // name, given internal response's CORS-exposed header-name list."
  const exposedNames =
    wildcard === "outlives-nonsense" && isAllExposed(request, response.headerList)
      ? response.headerList.names()
      : corsExposedHeaderNames(request, response.headerList);
  return filtered(response, "cors", visibleBy(exposedNames));
}

// Up to here it is cheaper to look at each than to make a set of them.
const FEW = 16;

/** A server may expose a hundred thousand names, and send as many headers: it is not each against each. */
function visibleBy(exposedNames: readonly string[]): (name: string) => boolean {
  if (exposedNames.length <= FEW)
    return (name) => isCorsSafelistedResponseHeaderName(name, exposedNames);
  const exposed = new Set(exposedNames.map(byteLowercase));
  return (name) =>
    isCorsSafelistedResponseHeaderName(name, exposed.has(byteLowercase(name)) ? [name] : []);
}

/**
 * Whether `*` comes before the first element that is no token, if there is any.
 *
 * dom/fetch/InternalHeaders.cpp, CORSHeaders
 */
function isAllExposed(
  { credentialsMode }: { readonly credentialsMode: CredentialsMode },
  headerList: HeaderList,
): boolean {
  const value = headerList.get("Access-Control-Expose-Headers");
  if (value === null) return false;
  const elements = value.split(",").map((element) => trimBytes(element, isHttpTabOrSpaceByte));
  const nonsense = elements.findIndex((element) => element !== "" && !isToken(element));
  const valid = nonsense === -1 ? elements : elements.slice(0, nonsense);
  return credentialsMode !== "include" && valid.includes("*");
}

/** https://fetch.spec.whatwg.org/#concept-filtered-response-opaque */
export function opaqueFilteredResponse(response: FetchResponse): FetchResponse {
  // "An opaque filtered response is a filtered response whose type is "opaque", URL list is « »,
  // status is 0, status message is the empty byte sequence, header list is « », body is null, and
  // body info is a new response body info."
  return { ...emptied(response), type: "opaque", urlList: [] };
}

/** https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect */
export function opaqueRedirectFilteredResponse(response: FetchResponse): FetchResponse {
  // "An opaque-redirect filtered response is a filtered response whose type is "opaqueredirect",
  // status is 0, status message is the empty byte sequence, header list is « », body is null, and
  // body info is a new response body info."
  return { ...emptied(response), type: "opaqueredirect" };
}

function filtered(
  response: FetchResponse,
  type: "basic" | "cors",
  isVisible: (name: string) => boolean,
): FetchResponse {
  const { urlList, status, statusText, body, encoded, failure } = response;
  const headerList = response.headerList.filter(isVisible);
  // NB: Each by its name: a spread asks a runtime.
  return {
    type,
    urlList,
    status,
    statusText,
    headerList,
    body,
    encoded,
    internalResponse: response,
    failure,
  };
}

function emptied(response: FetchResponse): FetchResponse {
  return {
    ...response,
    status: 0,
    statusText: "",
    headerList: new HeaderList(),
    body: null,
    internalResponse: response,
  };
}
