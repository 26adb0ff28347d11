import type { Decision } from "../policy/decision.ts";
import { mergeVary } from "../policy/vary.ts";
import { isAccessControl, textOf } from "./committed-headers.ts";
import { lambdaShape } from "./lambda-event.ts";
import type { LambdaEvent } from "./lambda-event.ts";

export type LambdaHeaderValue = string | number | boolean;

/** A result, in what all shapes have in common. */
export interface LambdaResult {
  statusCode: number;
  headers?: Record<string, LambdaHeaderValue>;
  multiValueHeaders?: Record<string, LambdaHeaderValue[]>;
  body: string;
  isBase64Encoded?: boolean;
  /** Load balancers only. */
  statusDescription?: string;
  /** Format 2.0 only. */
  cookies?: string[];
}

type Preflight = Extract<Decision, { kind: "preflight" }>;
type Headers<Value> = Record<string, Value>;

/** The whole answer to a preflight. AWS sets the length itself. */
export function lambdaPreflight(decision: Preflight, event: LambdaEvent): LambdaResult {
  return withHeaders(decision, { statusCode: decision.status, body: "" }, event);
}

/** A handler's result with the decision's headers; the handler's own object stays as it is. */
export function applyToLambdaResult(
  decision: Decision,
  result: unknown,
  event: LambdaEvent,
): LambdaResult {
  const isV2 = lambdaShape(event) === "api-v2";
  if (isV2) return withHeaders(decision, normalized(result), event);
  // Elsewhere this is a mistake, and AWS answers with an error of its own.
  if (typeof result !== "object" || result === null) return result as LambdaResult;
  return withHeaders(decision, result as LambdaResult, event);
}

/**
 * In format 2.0 a result without `statusCode` is a body of JSON.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 */
function normalized(result: unknown): LambdaResult {
  if (typeof result === "object" && result !== null && "statusCode" in result)
    return result as LambdaResult;
  return {
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: typeof result === "string" ? result : JSON.stringify(result ?? null),
    isBase64Encoded: false,
  };
}

function withHeaders(decision: Decision, result: LambdaResult, event: LambdaEvent): LambdaResult {
  const lines: string[] = [];
  const single = ownHeaders(result.headers, decision, lines);
  const multiple = ownHeaders(result.multiValueHeaders, decision, lines);
  const ours: [string, string][] = decision.headers.map(([name, value]) => [name, value]);
  if (decision.vary.length > 0) {
    ours.push(["Vary", mergeVary(lines.length === 0 ? null : lines.join(", "), decision.vary)]);
  }

  // A load balancer with multi-value headers reads nothing else. The others read both, or `headers` alone.
  if (lambdaShape(event) === "alb-multi-value")
    for (const [name, value] of ours) multiple[name] = [value];
  else for (const [name, value] of ours) single[name] = value;

  const changed: LambdaResult = { ...result };
  if (result.headers !== undefined || Object.keys(single).length > 0) changed.headers = single;
  if (result.multiValueHeaders !== undefined || Object.keys(multiple).length > 0)
    changed.multiValueHeaders = multiple;
  return changed;
}

/** The application's headers without those that are the guard's. `Vary` is taken out too where it is to be merged. */
function ownHeaders<Value>(
  given: Headers<Value> | undefined,
  decision: Decision,
  varyLines: string[],
): Headers<Value> {
  const owned = new Set(decision.headers.map(([name]) => name.toLowerCase()));
  // A header may be called `__proto__`.
  const kept: Headers<Value> = Object.create(null);
  for (const name of Object.keys(given ?? {})) {
    const lower = name.toLowerCase();
    const value = (given as Headers<Value>)[name] as Value;
    if (lower === "vary" && decision.vary.length > 0) varyLines.push(textOf(value));
    else if (!isAccessControl(lower) && !owned.has(lower)) kept[name] = value;
  }
  return kept;
}
