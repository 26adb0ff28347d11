import type { BrowserName } from "./installed/browser-name.ts";
import type { Reach } from "./staging/reach.ts";
import type { ReasonAgreement } from "./staging/reason.ts";

/** What real browsers did with a scenario, as it was given and after the change. JSON-serialisable. */
export interface Verification {
  /** Why it has no place on loopback addresses; null where it has. Then no browser was asked. */
  readonly notStaged: string | null;
  readonly browsers: readonly BrowserVerification[];
}

export type BrowserVerification =
  | { readonly kind: "absent"; readonly browser: BrowserName; readonly install: string }
  /** It did not start, was lost, or was not done in time. */
  | { readonly kind: "failed"; readonly browser: BrowserName; readonly reason: string }
  | {
      readonly kind: "not-staged";
      readonly browser: BrowserName;
      readonly version: string;
      readonly reason: string;
    }
  | BrowserTrials;

export interface BrowserTrials {
  readonly kind: "tried";
  readonly browser: BrowserName;
  readonly version: string;
  readonly given: BrowserTrial;
  /** With the first fix; null where none is known. */
  readonly fixed: BrowserTrial | null;
  /** Whether it did what was said of it. */
  readonly agrees: boolean;
}

export interface BrowserTrial {
  /** What our run of the browser's profile says. */
  readonly expected: Reach;
  /** How far the page came. */
  readonly reach: Reach;
  /** Whether the browser gives our reason for a failure. */
  readonly reason: ReasonAgreement;
  /** What it printed on its console, about the scenario's own URLs. */
  readonly console: readonly string[];
}
