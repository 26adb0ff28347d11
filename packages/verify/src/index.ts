export type { BrowserName } from "./installed/browser-name.ts";
export type { FoundBrowser } from "./installed/find-browser.ts";
export type { Reach } from "./staging/reach.ts";
export type { ReasonAgreement } from "./staging/reason.ts";
export type {
  BrowserTrial,
  BrowserTrials,
  BrowserVerification,
  Verification,
} from "./verification.ts";
export { type Claim, verify, type VerifyOptions } from "./verify.ts";
