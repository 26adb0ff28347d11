import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { StepDecision, Trace } from "../trace.ts";

/** Where a decision stands in the Fetch Standard. */
type Place = readonly [algorithm: string, step: string];

/** Tells a trace of a decision. Whoever calls it asks first whether there is one: words cost what most fetches needn't pay. */
export function tellStep(
  trace: Trace,
  request: FetchRequest,
  [algorithm, step]: Place,
  decision: StepDecision,
  reason: string,
): void {
  trace({ kind: "step", algorithm, step, decision, reason, url: currentUrl(request).href });
}
