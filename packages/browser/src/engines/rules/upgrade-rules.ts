/** What becomes of http: where the page wants https:. https://www.w3.org/TR/upgrade-insecure-requests/ */
export interface UpgradeRules {
  /** When a loopback address is asked over https, too. */
  readonly loopback: "always" | "redirected" | "never";
  /** Whether a redirect has led to where it says, and from there to the same over https: two origins. */
  readonly isRedirectOfItsOwn: boolean;
  /**
   * Whether a page over https needs no grant, and asks for none, of what its own host answers over http, as long as it has been to
   * no other: what is upgraded as a rule is of its own origin.
   */
  readonly ownHostGrants: boolean;
  /** What `url` and `redirected` of a response tell scripts of it. */
  readonly responseUrl: "upgraded" | "as-written" | "redirected";
  /** Whether what the mode `same-origin` admits goes by the URL as it was written. */
  readonly sameOriginAsWritten: boolean;
  /**
   * Which redirects are upgraded, too, of pictures and sound on pages over https: those to what would be if it were written
   * in the page, or all where the first host was no address and none of the local network.
   *
   * https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm
   */
  readonly redirectedMedia: "as-written" | "by-first";
  /** Whether they are another origin's, as they were written, on a page of their own host, too. */
  readonly mediaIsAsWritten: boolean;
  /** Whether pages of loopback addresses have theirs upgraded, too. */
  readonly mediaOfLoopbackPages: boolean;
  /** Whether the referrer of such sound is the one for what was written. */
  readonly mediaRefersAsWritten: boolean;
}
