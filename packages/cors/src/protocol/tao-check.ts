import type { HeaderList } from "./header-list.ts";
import { TIMING_ALLOW_ORIGIN } from "./header-names.ts";

export interface TaoCheckRequest {
  readonly timingAllowFailed: boolean;
  /** The result of serializing the request origin: `null` where the redirect-taint says so. */
  readonly origin: string;
  readonly mode: "same-origin" | "cors" | "no-cors" | "navigate" | "websocket" | "webtransport";
  /**
   * Whether the current URL's origin is same origin with the request's origin itself,
   * redirect-taint aside.
   */
  readonly isCurrentUrlSameOrigin: boolean;
  readonly responseTainting: "basic" | "cors" | "opaque";
}

/**
 * Whether a page may read the detailed timing of a response.
 *
 * https://fetch.spec.whatwg.org/#concept-tao-check
 */
export function taoCheck(request: TaoCheckRequest, response: HeaderList): "success" | "failure" {
  // 1. Assert: request's origin is not "client".
  // 2. If request's timing allow failed flag is set, then return failure.
  if (request.timingAllowFailed) return "failure";

  // 3. Let values be the result of getting, decoding, and splitting `Timing-Allow-Origin` from
  //    response's header list.
  const values = response.getDecodeAndSplit(TIMING_ALLOW_ORIGIN) ?? [];

  // 4. If values contains "*", then return success.
  if (values.includes("*")) return "success";

  // 5. If values contains the result of serializing a request origin with request, then return
  //    success.
  if (values.includes(request.origin)) return "success";

  // 6. If request's mode is "navigate" and request's current URL's origin is not same origin with
  //    request's origin, then return failure.
  // NOTE: This is necessary for navigations of a nested navigable. There, request's origin would be
  //       the container document's origin and the TAO check would return failure. Since navigation
  //       timing never validates the results of the TAO check, the nested document would still have
  //       access to the full timing information, but the container document would not.
  if (request.mode === "navigate" && !request.isCurrentUrlSameOrigin) return "failure";

  // 7. If request's response tainting is "basic", then return success.
  if (request.responseTainting === "basic") return "success";

  // 8. Return failure.
  return "failure";
}
