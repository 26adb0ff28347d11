import type { CorsCheckResult } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { Trace } from "../trace.ts";
import { traceRefusal, traceStep } from "./trace-step.ts";

const HTTP_FETCH = "#concept-http-fetch";

/** Step 4.1: whether it is asked about first. */
export function tracePreflightNeed(
  trace: Trace,
  request: FetchRequest,
  unsafeHeaderNames: readonly string[],
): void {
  const place = [HTTP_FETCH, "4.1"] as const;
  const asked = [request.method, ...unsafeHeaderNames].join(", ");
  if (request.isBehindPreflight)
    traceStep(trace, request, place, "preflight", `no earlier preflight covers ${asked}`);
  else traceStep(trace, request, place, "covered-by-preflight-cache", asked);
}

/** Step 4.4. */
export function traceCorsCheck(
  trace: Trace,
  request: FetchRequest,
  response: FetchResponse,
  check: CorsCheckResult,
): void {
  if (!check.ok) return traceRefusal(trace, request, "cors-check-failed", check.error);
  const words = describeHeader(response, "Access-Control-Allow-Origin");
  traceStep(trace, request, [HTTP_FETCH, "4.4"], "cors-check-passed", words);
}

/** Step 4.5. */
export function traceTaoCheck(trace: Trace, request: FetchRequest, response: FetchResponse): void {
  const decision = request.timingAllowFailed ? "timing-withheld" : "timing-allowed";
  const words = describeHeader(response, "Timing-Allow-Origin");
  traceStep(trace, request, [HTTP_FETCH, "4.5"], decision, words);
}

/** Step 5. */
export function traceResourcePolicy(
  trace: Trace,
  request: FetchRequest,
  response: FetchResponse,
  isBlocked: boolean,
): void {
  const decision = isBlocked ? "resource-policy-blocked" : "resource-policy-passed";
  const words = describeHeader(response, "Cross-Origin-Resource-Policy");
  traceStep(trace, request, [HTTP_FETCH, "5"], decision, words);
}

function describeHeader({ headerList }: FetchResponse, name: string): string {
  const value = headerList.get(name);
  return value === null ? `there is no ${name}` : `${name} is ${value}`;
}
