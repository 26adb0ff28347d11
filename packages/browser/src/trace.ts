import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { NetworkFailure } from "./infrastructure/network-error.ts";

/**
 * What an algorithm has decided, where it could have decided otherwise:
 *
 *     main fetch, step 12                          "basic", "opaque", "cors", "cors-with-preflight"
 *     HTTP fetch, step 4.1                         "preflight", "covered-by-preflight-cache"
 *     CORS-preflight fetch, step 7                 "preflight-passed"
 *     HTTP-network-or-cache fetch, step 8.3        "credentials-included", "credentials-omitted"
 *     HTTP fetch, step 4.4                         "cors-check-passed"
 *     HTTP fetch, step 4.5                         "timing-allowed", "timing-withheld"
 *     HTTP fetch, step 5                           "resource-policy-passed", "resource-policy-blocked"
 *     HTTP-redirect fetch, step 22                 "redirect-followed"
 *     main fetch, step 14.2                        "filtered"
 *     where the failure behind it stands           "preflight-refused", "cors-check-failed"
 */
export type StepDecision =
  | "basic"
  | "opaque"
  | "cors"
  | "cors-with-preflight"
  | "preflight"
  | "covered-by-preflight-cache"
  | "preflight-passed"
  | "preflight-refused"
  | "credentials-included"
  | "credentials-omitted"
  | "cors-check-passed"
  | "cors-check-failed"
  | "timing-allowed"
  | "timing-withheld"
  | "resource-policy-passed"
  | "resource-policy-blocked"
  | "redirect-followed"
  | "filtered";

/** Why it ended in a network error. What had been received by then is an event of its own. */
export type TracedFailure = Pick<
  NetworkFailure,
  "code" | "parameter" | "anchor" | "step" | "cors" | "url"
> & { readonly cause?: TracedCause };

/** What the transport threw, as data. */
export interface TracedCause {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
}

/** Something that happened while fetching, as data. */
export type TraceEvent =
  | {
      readonly kind: "step";
      /** A fragment of https://fetch.spec.whatwg.org/. */
      readonly algorithm: string;
      readonly step: string;
      readonly decision: StepDecision;
      /** Why, in a few words. */
      readonly reason: string;
      /** What is fetched by then. */
      readonly url: string;
    }
  | {
      readonly kind: "sent";
      readonly method: string;
      readonly url: string;
      readonly headers: HeaderEntries;
      readonly preflight: boolean;
    }
  | {
      readonly kind: "received";
      readonly url: string;
      readonly status: number;
      readonly headers: HeaderEntries;
      readonly preflight: boolean;
    }
  | {
      /** What the HTTP cache gave, as it was or once the server had been asked. */
      readonly kind: "reused";
      readonly url: string;
      readonly status: number;
      readonly headers: HeaderEntries;
      readonly cacheState: "local" | "validated";
    }
  | { readonly kind: "failed"; readonly failure: TracedFailure };

/** Takes events as they happen. Where nobody takes them none are made. */
export type Trace = (event: TraceEvent) => void;
