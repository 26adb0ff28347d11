import type { CorsError, HeaderEntries } from "../protocol/index.ts";

/** What `decide` needs to know of a request. Header values are combined: several lines joined with `, `. */
export interface RequestFacts {
  /** The request method, as received. */
  readonly method: string;
  /** The value of `Origin`, or null where there is none. */
  readonly origin: string | null;
  /** The value of `Access-Control-Request-Method`, or null. Only read where `method` is `OPTIONS`. */
  readonly accessControlRequestMethod: string | null;
  /** The value of `Access-Control-Request-Headers`, or null. Only read where `method` is `OPTIONS`. */
  readonly accessControlRequestHeaders: string | null;
}

/** The names that a response's `Vary` must contain. */
export type VaryNames = readonly string[];

/**
 * Why the server did not grant what was asked. The standard's error tells what a browser will see; this tells what
 * the server thought.
 */
export type DecisionReason =
  | "origin-not-allowed"
  | "resolver-denied"
  | "resolver-failed"
  | "resolver-timed-out"
  | "no-policy-selected"
  | "select-failed"
  | "method-not-allowed"
  | "header-not-allowed";

/**
 * What to answer. `headers` are complete: every `Access-Control-*` header that the response may have, and nothing else
 * may stand beside them. `error` is what a browser will say of it, or null where everything asked was granted.
 */
export type Decision =
  | {
      /** A request without `Origin`, or from where no CORS answer can follow. */
      readonly kind: "not-cors";
      readonly headers: HeaderEntries;
      readonly vary: VaryNames;
      readonly error: null;
      readonly reason: null;
    }
  | {
      /** A CORS-preflight request. It is answered with this status and an empty body, and goes no further. */
      readonly kind: "preflight";
      readonly status: 204 | 403;
      readonly headers: HeaderEntries;
      readonly vary: VaryNames;
      readonly error: CorsError | null;
      readonly reason: DecisionReason | null;
    }
  | {
      /** A request with `Origin` that is not a preflight. It is never blocked: the browser hides the response. */
      readonly kind: "actual";
      readonly headers: HeaderEntries;
      readonly vary: VaryNames;
      readonly error: CorsError | null;
      readonly reason: DecisionReason | null;
    };
