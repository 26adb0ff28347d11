import type { EngineProfile } from "../engines/engine.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { parseUrlWith } from "../infrastructure/url-rules.ts";
import { withFragmentOf } from "../infrastructure/url.ts";

/** https://fetch.spec.whatwg.org/#concept-response-location-url */
export function locationUrl(
  response: Pick<FetchResponse, "headerList">,
  requestUrl: URL,
  engine: EngineProfile,
): URL | null | "failure" {
  // 1. If response's status is not a redirect status, then return null.
  // 2. Let location be the result of extracting header list values given `Location` and response's
  //    header list.
  const values = response.headerList.getAll("Location");
  const isJoined = engine.redirects.severalLocations === "joined";
  const value = isJoined ? response.headerList.get("Location") : (values[0] ?? null);
  if (value === null) return null;
  // NB: Several are a failure only where they differ, as in every browser.
  if (!isJoined && values.some((other) => other !== value)) return "failure";

  if (value === "" && engine.redirects.emptyLocation !== "followed") {
    return engine.redirects.emptyLocation === "ignored" ? null : "failure";
  }

  // 3. If location is a header value, then set location to the result of parsing location with
  //    response's URL.
  // AD-HOC: A header value is bytes, and the standard does not say how they become what is parsed. Each
  //         escaped is what Chromium and Firefox parse, and what web-platform-tests expect.
  const { locationEncoding, locationTab } = engine.redirects;
  // NB: A tab that is dropped is dropped before it is parsed: it is no sign of markup in Chromium.
  const bytes = value.replaceAll("\t", locationTab === "escaped" ? "%09" : "");
  const text = locationEncoding === "escaped" ? escapeBytes(bytes) : bytes;
  const location = parseUrlWith(engine.urls, text, requestUrl);
  if (location === null) return "failure";

  // 4. If location is a URL whose fragment is null, then set location's fragment to requestFragment.
  // 5. Return location.
  return withFragmentOf(location, requestUrl);
}

/** Each byte by itself: what is no UTF-8 stays what it was. */
function escapeBytes(value: string): string {
  return value.replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
