import type { ClearedCookies } from "../../infrastructure/cookie-store.ts";

/** What `Clear-Site-Data` does. */
export interface ClearSiteDataRules {
  /** The types that it clears, as far as anything of theirs is kept here. `cache` is two: the HTTP cache, and what the page that was answered has in memory. */
  readonly types: ReadonlySet<"cache" | "cookies" | "memory">;
  /** Whether what is kept goes from everywhere, or where the request that was answered would have found it. */
  readonly cacheOf: "all-partitions" | "own-partition";
  /** Which cookies go. */
  readonly cookiesOf: ClearedCookies;
  /**
   * Whose responses clear: all that may bring cookies, as they come, all as they come, or what is no redirect and has
   * passed its checks, with credentials or without.
   */
  readonly by: "whatever-sets-cookies" | "every-response" | "last-response";
  /** Of whom what an XMLHttpRequest is answered clears: of who answers, or of the page that asks. */
  readonly xhrClears: "who-answers" | "who-asks";
  /** Whether it is among a response's headers for who may see those. */
  readonly isShown: boolean;
}
