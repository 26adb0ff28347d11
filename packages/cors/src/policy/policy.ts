/**
 * A CORS policy: who may read this server's responses from a page of another origin, and how.
 *
 * The six fields carry the names of the response headers they become. A policy is plain data: it can
 * be written as JSON, is copied and frozen when it is compiled, and means the same on every adapter.
 * Nothing is inferred and nothing is repaired; a policy that is wrong is refused, with every mistake
 * listed at once (see `PolicyError`).
 *
 *     { allowOrigins: "*" }                                              // a public resource
 *     { allowOrigins: ["https://app.example.com"], allowCredentials: true }
 *
 * https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export interface Policy {
  /**
   * The origins whose pages may read responses: `"*"` for everyone (without credentials only), or a list.
   * There is no default.
   *
   *     "https://example.com"          // permitted
   *     "https://example.com:8443"     // permitted: a port that is not the scheme's default
   *     "https://*.example.com"        // permitted: one or more labels before example.com, not example.com itself
   *     "http://localhost:*"           // permitted: any port, or none
   *     "capacitor://localhost"        // permitted: other schemes, exactly as the browser sends them
   *     "https://example.com/"         // prohibited: an origin has no path, not even a slash
   *     "https://example.com:443"      // prohibited: the default port is never part of an origin
   *     "example.com"                  // prohibited: no scheme
   *     "https://api-*.example.com"    // prohibited: `*` stands for whole labels
   *     "http://example.com"           // prohibited with credentials, unless dangerously.allowInsecureOrigins
   *     "https://*.github.io"          // prohibited with credentials, unless dangerously.allowPublicSuffixSubdomains
   *     "null"                         // prohibited with credentials, unless dangerously.allowNullOrigin
   *
   * https://fetch.spec.whatwg.org/#http-access-control-allow-origin
   */
  readonly allowOrigins: "*" | readonly string[];

  /**
   * Whether requests with credentials (cookies, TLS client certificates, HTTP authentication) may be made and
   * their responses read. `false` when left out.
   *
   * https://fetch.spec.whatwg.org/#http-access-control-allow-credentials
   */
  readonly allowCredentials?: boolean;

  /**
   * The methods allowed beside `GET`, `HEAD` and `POST`, which need no permission. Method names are case-sensitive;
   * `fetch` sends `PUT` for `put`, but `patch` for `patch`. `"*"` allows every method; with credentials, where `*` has no
   * special meaning on the wire, the one that was asked for is named instead.
   *
   *     ["PUT", "DELETE"]   // permitted
   *     ["put"]             // prohibited: a browser sends "PUT"
   *     ["CONNECT"]         // prohibited: no script can send it
   *
   * https://fetch.spec.whatwg.org/#http-access-control-allow-methods
   */
  readonly allowMethods?: "*" | readonly string[];

  /**
   * The request headers that scripts may set, beside the CORS-safelisted ones. Names are case-insensitive. `"*"` allows every
   * header but `Authorization`; with credentials, where `*` has no special meaning on the wire, the ones that were
   * asked for are named instead. `["*", "Authorization"]` allows every header.
   *
   *     ["Content-Type", "Authorization"]   // permitted; JSON needs "Content-Type"
   *     ["Cookie"]                          // prohibited: no script can set it
   *     ["Access-Control-Allow-Origin"]     // prohibited: that is a response header
   *
   * https://fetch.spec.whatwg.org/#http-access-control-allow-headers
   */
  readonly allowHeaders?: "*" | readonly string[];

  /**
   * The response headers that scripts may read, beside the CORS-safelisted ones. `"*"` exposes all of them, without
   * credentials only.
   *
   *     ["X-Request-Id"]   // permitted
   *     ["Set-Cookie"]     // prohibited: no script can read it
   *
   * https://fetch.spec.whatwg.org/#http-access-control-expose-headers
   */
  readonly exposeHeaders?: "*" | readonly string[];

  /**
   * For how many seconds, from 0 to 86,400, a browser may reuse the answer to a preflight. Left out, browsers keep it
   * for 5 seconds. They also cap it: Chromium at 7,200 seconds, WebKit at 600, Firefox at 86,400.
   *
   * https://fetch.spec.whatwg.org/#http-access-control-max-age
   */
  readonly maxAge?: number;

  /**
   * The `Cross-Origin-Resource-Policy` of every response but preflights. Separate from CORS and never derived from it.
   *
   * https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header
   */
  readonly crossOriginResourcePolicy?: "same-origin" | "same-site" | "cross-origin";

  /**
   * The origins whose pages may read detailed resource timing: `"*"` or a list of exact origins. Separate from CORS and never
   * derived from it.
   *
   * https://www.w3.org/TR/resource-timing/#sec-timing-allow-origin
   */
  readonly timingAllowOrigin?: "*" | readonly string[];

  /** Permissions that are dangerous with credentials. Each is asked for only where it matters. */
  readonly dangerously?: Dangerously;
}

export interface Dangerously {
  /**
   * Lets `"null"` be listed with credentials. Every site can make a browser send `Origin: null` (a sandboxed
   * frame is enough), so this shares a user's data with every site.
   */
  readonly allowNullOrigin?: boolean;
  /**
   * Lets plain-http origins be listed with credentials. Whoever controls the user's network can write the pages of
   * such an origin.
   */
  readonly allowInsecureOrigins?: boolean;
  /**
   * Lets `https://*.github.io` and its like be listed with credentials: patterns under which strangers can register
   * names.
   */
  readonly allowPublicSuffixSubdomains?: boolean;
}
