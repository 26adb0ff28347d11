/**
 * What a cookie is refused for, if its server is told:
 *
 *     "attributes", "name", "value"   has a character that it may not have, or is none
 *     "path", "domain", "prefix"      says what this host may not say, or not this way
 *     "insecure"                      `Secure`, and comes over plain http
 *     "insecure-none", "insecure-partitioned"  `SameSite=None` or `Partitioned`, without `Secure`
 *     "cross-site"                    is for its own site, and is set from another one's page
 *     "beside-secure"                 would stand before one with `Secure`, and comes over plain http
 */
export type CookieFault =
  | "attributes"
  | "name"
  | "value"
  | "path"
  | "domain"
  | "prefix"
  | "insecure"
  | "insecure-none"
  | "insecure-partitioned"
  | "cross-site"
  | "beside-secure";

/** A cookie that is not kept. */
export interface RefusedCookie {
  /** In the bytes that it came in, a character each. */
  readonly name: string;
  readonly fault: CookieFault;
}
