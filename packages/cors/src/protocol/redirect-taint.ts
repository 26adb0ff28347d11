export type RedirectTaint = "same-origin" | "same-site" | "cross-site";

/**
 * The redirect-taint of a request.
 *
 * NB: An opaque origin is the same as nothing but itself, and `null`, its serialization, doesn't
 *     tell it from another. The origins
 * of the URLs are never the request's own opaque origin, so `null` here is the same as nothing.
 *
 * https://fetch.spec.whatwg.org/#concept-request-tainted-origin
 *
 * @param originSerialization the request's origin, serialized
 * @param urlOrigins the origin of each URL in the request's URL list, serialized
 * @param isSameSite whether two serialized origins, neither of them `null`, are same site, scheme included
 */
export function redirectTaint(
  originSerialization: string,
  urlOrigins: readonly string[],
  isSameSite: (a: string, b: string) => boolean,
): RedirectTaint {
  // 1. Assert: request's origin is not "client".
  // 2. Let lastURL be null.
  let lastUrlOrigin: string | null = null;

  // 3. Let taint be "same-origin".
  let taint: RedirectTaint = "same-origin";

  // 4. For each url of request's URL list:
  for (const urlOrigin of urlOrigins) {
    // 1. If lastURL is null, then set lastURL to url and continue.
    if (lastUrlOrigin === null) {
      lastUrlOrigin = urlOrigin;
      continue;
    }

    // 2. If url's origin is not same site with lastURL's origin and request's origin is not same
    //    site with lastURL's origin, then return "cross-site".
    if (
      !isTupleSameSite(urlOrigin, lastUrlOrigin, isSameSite) &&
      !isTupleSameSite(originSerialization, lastUrlOrigin, isSameSite)
    ) {
      return "cross-site";
    }

    // 3. If url's origin is not same origin with lastURL's origin and request's origin is not same
    //    origin with lastURL's origin, then set taint to "same-site".
    if (
      !isSameOrigin(urlOrigin, lastUrlOrigin) &&
      !isSameOrigin(originSerialization, lastUrlOrigin)
    ) {
      taint = "same-site";
    }

    // 4. Set lastURL to url.
    lastUrlOrigin = urlOrigin;
  }

  // 5. Return taint.
  return taint;
}

/** A request's origin, serialized, and its redirect-taint. */
export interface RequestOrigin {
  readonly origin: string;
  readonly redirectTaint: RedirectTaint;
}

/** https://fetch.spec.whatwg.org/#serializing-a-request-origin */
export function serializeRequestOrigin(request: RequestOrigin): string {
  // 1. Assert: request's origin is not "client".
  // 2. If request's redirect-taint is not "same-origin", then return "null".
  if (request.redirectTaint !== "same-origin") return "null";

  // 3. Return request's origin, serialized.
  return request.origin;
}

/** https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin */
export function byteSerializeRequestOrigin(request: RequestOrigin): string {
  // "Return the result of serializing a request origin with request, isomorphic encoded."
  // NB: Byte sequences are written as their isomorphic decoding here, so encoding changes nothing.
  return serializeRequestOrigin(request);
}

function isSameOrigin(a: string, b: string): boolean {
  return a === b && a !== "null";
}

function isTupleSameSite(
  a: string,
  b: string,
  isSameSite: (a: string, b: string) => boolean,
): boolean {
  return a !== "null" && b !== "null" && (a === b || isSameSite(a, b));
}
