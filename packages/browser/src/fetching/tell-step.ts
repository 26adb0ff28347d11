import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
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

/** Tells a trace of a network error, as data: a response that is being read is none. */
export function tellFailure(
  trace: Trace,
  { response: _response, isTold: _isTold, ...failure }: NetworkFailure,
): void {
  trace({ kind: "failed", failure });
}
