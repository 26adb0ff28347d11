// Its types alone: nothing of it is imported at run time.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference types="expect" />

// The public API of `@crosswalk/browser/matchers/jest-globals`: the same matchers, for Jest's `expect` where it is imported from
// `@jest/globals`, whose types are another interface than the global one's.

import type { MatchedRequest } from "./reading.ts";

export { corsMatchers } from "./matchers.ts";
export type { MatchedRequest };

declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    /** A script on a page of that origin can read the response, in every browser. */
    toBeReadableFrom(origin: string, request?: MatchedRequest): Promise<R>;
    /** A script on a page of that origin can read the response's header of that name. */
    toExpose(name: string, origin: string, request?: MatchedRequest): Promise<R>;
    /** The browser asks with a preflight first. */
    toBePreflightedFrom(origin: string, request?: MatchedRequest): Promise<R>;
  }
}
