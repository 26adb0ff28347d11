// The public API of `@crosswalk/browser/matchers`, in one place.

import type { MatchedRequest } from "./reading.ts";

export { corsMatchers } from "./matchers.ts";
export type { MatchedRequest };

declare global {
  // Vitest's assertions extend Jest's global interface, so one declaration serves both.
  namespace jest {
    interface Matchers<R, T = {}> {
      /** A script on a page of that origin can read the response, in every browser. */
      toBeReadableFrom(origin: string, request?: MatchedRequest): Promise<R>;
      /** A script on a page of that origin can read the response's header of that name. */
      toExpose(name: string, origin: string, request?: MatchedRequest): Promise<R>;
      /** The browser asks with a preflight first. */
      toBePreflightedFrom(origin: string, request?: MatchedRequest): Promise<R>;
    }
  }
}
