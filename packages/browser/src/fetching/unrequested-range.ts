import type { EngineProfile } from "../engines/engine.ts";
import { contentTypeOf } from "../infrastructure/content-type.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { isSafelistedBesideScripts } from "./opaque-response-blocking.ts";

/** Types that are none of a picture's or a sound's. */
const blocklisted = /^(?:text\/html|(?:application|text)\/(?:json|xml)|[^;]*\+(?:json|xml))$/;

/**
 * Whether an opaque response is a part that its request did not ask for, or that nothing tells the kind of.
 *
 * https://fetch.spec.whatwg.org/#main-fetch, step 20; https://whatpr.org/fetch/1442.html#orb-algorithm
 */
export function isUnwantedPart(
  request: FetchRequest,
  { status, headerList }: FetchResponse,
  engine: EngineProfile,
): boolean {
  // NB: The standard's step is about a part that a service worker had asked for: nothing else takes a
  //     `Range` away from a request.
  if (engine.unrequestedRange === "ignored") return false;

  if (isSafelistedBesideScripts(headerList)) return false;

  // "If response's status is 206 and mimeType is an opaque-blocklisted MIME type, then return false."
  // "If requestWhoseResponseIsBeingSniffed is a media element's: […] response's status is not 200 or 206"
  const isMedia = request.destination === "audio" || request.destination === "video";
  if (status !== 206) return isMedia && status !== 200;
  if (blocklisted.test(contentTypeOf(headerList)?.essence ?? "")) return true;

  // "If response's status is 206 and validate a partial response given 0 and response returns invalid,
  // then return false."
  return !/^bytes[ \t]+0+-\d/i.test(headerList.get("Content-Range") ?? "");
}
