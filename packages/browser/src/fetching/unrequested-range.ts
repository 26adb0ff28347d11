import { isRangeStatus } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import { contentTypeOf, isJavaScriptType } from "../infrastructure/content-type.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";

/** "An opaque-safelisted MIME type is a JavaScript MIME type or a MIME type whose essence is" one of these. */
const safelisted: ReadonlySet<string> = new Set([
  "text/css",
  "image/svg+xml",
  "application/dash+xml",
]);

/**
 * Whether an opaque response is a part that its request did not ask for.
 *
 * https://fetch.spec.whatwg.org/#main-fetch, step 20; https://whatpr.org/fetch/1442.html#orb-algorithm
 */
export function isRangeNotRequested(
  request: FetchRequest,
  { status, headerList }: FetchResponse,
  engine: EngineProfile,
): boolean {
  // NB: Only a redirect of a request for a media element's range can come here: nothing else sets a
  //     `Range` that is gone later.
  if (engine.unrequestedRange === "of-scripts")
    return isRangeStatus(status) && request.destination === "script";

  // "If response's status is 206 and validate a partial response given 0 and response returns invalid,
  // then return false."
  // NB: A script that fetches is given an empty response instead.
  if (status !== 206 || request.initiator === "fetch" || request.headerList.contains("Range"))
    return false;
  const type = contentTypeOf(headerList);
  if (isJavaScriptType(type) || safelisted.has(type?.essence ?? "")) return false;
  return !/^bytes[ \t]+0+-\d/i.test(headerList.get("Content-Range") ?? "");
}
