import type { CorsError } from "@crosswalk/cors/protocol";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { shown } from "../infrastructure/argument-check.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import { toldFailure, toldUrl } from "../infrastructure/told-failure.ts";
import type { StepDecision, Trace, TracedCause } from "../trace.ts";
import type { FetchPurpose } from "./fetch-purpose.ts";

/** Where a decision stands in the Fetch Standard. */
type Place = readonly [algorithm: string, step: string];

/** Tells a trace of a decision. Whoever calls it asks first whether there is one: words cost what most fetches needn't pay. */
export function traceStep(
  trace: Trace,
  request: FetchRequest,
  [algorithm, step]: Place,
  decision: StepDecision,
  reason: string,
): void {
  trace({ kind: "step", algorithm, step, decision, reason, url: toldUrl(currentUrl(request)) });
}

/** Tells a trace of what CORS refuses, at the step that the failure names as well. */
export function traceRefusal(
  trace: Trace,
  request: FetchRequest,
  decision: "preflight-refused" | "cors-check-failed",
  { anchor, step, code }: CorsError,
): void {
  traceStep(trace, request, [anchor, step], decision, code);
}

/** Tells a trace whether the request goes with credentials: of one mode it may and of one it may not, by what it has come to. */
export function traceCredentials(
  trace: Trace,
  request: FetchRequest,
  purpose: FetchPurpose,
  includeCredentials: boolean,
): void {
  const { credentialsMode, responseTainting } = request;
  const words = `the credentials mode is "${credentialsMode}", the response tainting "${responseTainting}"`;
  traceStep(
    trace,
    request,
    ["#concept-http-network-or-cache-fetch", "8.3"],
    includeCredentials ? "credentials-included" : "credentials-omitted",
    purpose === "preflight" ? "it is a preflight" : words,
  );
}

/** What was thrown, as data: an `Error` is none, and what else is thrown may be anything. */
function tracedCause(cause: unknown): TracedCause {
  if (!(cause instanceof Error)) return { name: typeof cause, message: shown(cause) };
  const { name, message, code } = cause as Error & { code?: unknown };
  return { name, message, ...(typeof code === "string" ? { code } : {}) };
}

/** Tells a trace of a network error, as data: what else it has is for messages, and a response that is being read is none. */
export function traceFailure(trace: Trace, failure: NetworkFailure): void {
  const { code, parameter, anchor, step, cors, url, cause } = toldFailure(failure);
  trace({
    kind: "failed",
    failure: {
      code,
      parameter,
      anchor,
      step,
      cors,
      url,
      ...(cause === undefined ? {} : { cause: tracedCause(cause) }),
    },
  });
}
