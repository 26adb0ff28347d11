import type { Driver as AnyDriver } from "@crosswalk/verify/laboratory";

export type { Diagnostic } from "@crosswalk/verify/laboratory";

export type DriverName = "chromium" | "firefox" | "webkit";

/** One browser with one page, and what running many cases in it needs to know of it. */
export interface Driver extends Omit<AnyDriver, "forgetCookies"> {
  readonly name: DriverName;
  /** The most cases to run side by side without mixing up their diagnostics. */
  readonly concurrency: number;
  /** Whether what it does depends on which connections are open, so that they must be before a case. */
  readonly needsConnections: boolean;
  /** Whether a preflight result that is older than its host's record is dropped. */
  readonly keepsHostRecords: boolean;
}

export interface DriverOptions {
  /** Of the certificate that the https origins present; the browsers are told to accept it. */
  readonly spkiFingerprint: string;
  /** Where to begin. WebKit goes to a file in no other way. */
  readonly firstPage: string;
  /** Names that lead to 127.0.0.1. WebKit knows none. */
  readonly localNames?: readonly string[];
  /** `ephemeral` is a private window's; persistent if left out. WebKit has it alone. */
  readonly session?: "persistent" | "ephemeral";
}
