import type { ScriptRequest, Step } from "./case.ts";

/** The requests that steps tell of; what scripts make of their own is in their source. */
export const requestsOf = (steps: readonly Step[]): readonly ScriptRequest[] =>
  steps.flatMap((step) =>
    "wait" in step || "script" in step ? [] : "together" in step ? step.together : [step],
  );
