/** What an engine tells in `Referer` and `Origin`, and by which policy. */
export interface ReferrerRules {
  /** What counts as a downgrade: fewer guarantees, or plainly https to http. */
  readonly downgrade: "trustworthiness" | "scheme";
  /** Whether a page can ask for more than the default across sites. */
  readonly relaxesAcrossSites: boolean;
  /** Whether what such a page asked for counts again once a redirect leads back to its site. */
  readonly relaxesOnReturn: boolean;
  /** Whether who gives no referrer gives the policy `no-referrer`. */
  readonly noneIsPolicy: boolean;
  /** Whether a document of an opaque origin tells its URL. */
  readonly fromOpaqueOrigin: boolean;
  /** What `fetch` tells that is called in an `about:srcdoc` document: the URL of what holds it, or nothing. */
  readonly fromSrcdocFetch: "container" | "nothing";
  /**
   * What `fetch` and XMLHttpRequest tell in an `about:blank` document: nothing, or the URL of what holds it, by the
   * policy that who has none goes by.
   */
  readonly fromBlankFetch: "container" | "nothing";
  /**
   * What `fetch` and XMLHttpRequest tell in a document of a blob: URL: nothing, or its origin, by the policy that who has none
   * goes by.
   */
  readonly fromBlobFetch: "origin" | "nothing";
  /** Whether the referrer policy can turn the `Origin` of a request without CORS into `null`. */
  readonly policyNullsOrigin: boolean;
  /** Whether it can still where a redirect has led to another origin. */
  readonly policyNullsRedirected: boolean;
  /**
   * Whose `Origin` such a request bears that no `fetch` has made: its document's, or the one of that document's
   * address.
   */
  readonly originOf: "document" | "address";
}
