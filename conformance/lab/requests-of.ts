import type { ScriptRequest, Step } from "./case.ts";

/** The requests that steps tell of; what scripts make of their own is in their source. */
export const requestsOf = (steps: readonly Step[]): readonly ScriptRequest[] =>
  steps.flatMap((step) => {
    if ("wait" in step || "script" in step) return [];
    if ("holder" in step) return [step.holder];
    return "together" in step ? step.together : [step];
  });
