/** Whether a value of a header that the standard doesn't safelist is safelisted all the same. */
export type HeaderValuePredicate = (value: string) => boolean;

/**
 * What browsers do differently inside the algorithms of this room, as data. The standard's rules
 * are the default everywhere, and the only ones that the server half uses.
 */
export interface ProtocolRules {
  /**
   * Whether `*` in `Access-Control-Allow-Headers` covers `Authorization`. The standard says never.
   *
   * https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
   */
  readonly authorizationCoveredByWildcard: boolean;

  /**
   * Request headers safelisted beside the standard's, by byte-lowercased name. The limit of 128
   * bytes holds for them too. Null where there are none: an empty `Map` cannot be frozen.
   *
   * https://fetch.spec.whatwg.org/#cors-safelisted-request-header
   */
  readonly extraSafelistedRequestHeaders: ReadonlyMap<string, HeaderValuePredicate> | null;

  /**
   * Judges that have the last word about values of safelisted names, by byte-lowercased name: they
   * get the value and the verdict so far. The limit of 128 bytes holds before. Null where there are
   * none.
   *
   * https://fetch.spec.whatwg.org/#cors-safelisted-request-header
   */
  readonly safelistedValueJudges: ReadonlyMap<
    string,
    (value: string, isSafelisted: boolean) => boolean
  > | null;

  /**
   * Whether the `bytes` of a safelisted `Range` may be written in other case.
   *
   * https://fetch.spec.whatwg.org/#simple-range-header-value
   */
  readonly rangeUnit: "case-sensitive" | "case-insensitive";

  /**
   * How many bytes the values of all safelisted headers may have together before all of them count
   * as unsafe, or null where there is no such limit.
   *
   * https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
   */
  readonly totalSafelistedValueSize: number | null;

  /**
   * Whether the name of a header that is set several times is asked for once, or as often as there
   * is an unsafe value.
   *
   * https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
   */
  readonly unsafeNames: "set" | "list";

  /**
   * What an `Access-Control-Max-Age` that cannot be parsed means: the default of 5 seconds, or that
   * nothing is cached.
   *
   * https://fetch.spec.whatwg.org/#http-access-control-max-age
   */
  readonly invalidMaxAge: "default" | "not-cached";

  /**
   * What a negative `Access-Control-Max-Age` means: what every other unparsable value means
   * ("default"), or 0.
   *
   * https://fetch.spec.whatwg.org/#http-access-control-max-age
   */
  readonly negativeMaxAge: "default" | "zero";

  /**
   * Whether a preflight's status is judged before its `Access-Control-Allow-Origin`. It decides
   * which error is reported, never whether there is one.
   *
   * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
   */
  readonly statusCheckedBeforeOrigin: boolean;
}

/** The Fetch Standard's own rules. */
export const standardRules: ProtocolRules = /* @__PURE__ */ Object.freeze({
  authorizationCoveredByWildcard: false,
  extraSafelistedRequestHeaders: null,
  safelistedValueJudges: null,
  rangeUnit: "case-sensitive",
  totalSafelistedValueSize: 1024,
  unsafeNames: "set",
  invalidMaxAge: "default",
  negativeMaxAge: "default",
  statusCheckedBeforeOrigin: false,
});
