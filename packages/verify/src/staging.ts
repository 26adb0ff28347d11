/** Scenarios in real browsers, for the laboratory, which holds all situations of @crosswalk/explain to them. */
export { needsLocalNetwork } from "./staging/places.ts";
export { NoPlace } from "./staging/no-place.ts";
export { type Reach, reachIn, reachOfRun } from "./staging/reach.ts";
export { compareReasons, type ReasonAgreement } from "./staging/reason.ts";
export {
  type Performance,
  StageBrowser,
  type StageBrowserOptions,
} from "./staging/stage-browser.ts";
export { drivenOtherwise, stageability } from "./staging/stageability.ts";
