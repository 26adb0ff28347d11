import { guardOf } from "../policy/guard-of.ts";
import type { PolicySource } from "../policy/guard-of.ts";
import type { Policy } from "../policy/policy.ts";
import { withGuard } from "./guarded-request.ts";
import { isHttpEvent, lambdaFacts } from "./lambda-event.ts";
import type { LambdaEvent } from "./lambda-event.ts";
import { applyToLambdaResult, lambdaPreflight } from "./lambda-result.ts";
import type { LambdaResult } from "./lambda-result.ts";

export { GuardConflictError } from "./guard-conflict-error.ts";
export type { LambdaEvent } from "./lambda-event.ts";
export type { LambdaHeaderValue, LambdaResult } from "./lambda-result.ts";

/** A handler of Lambda events: `async (event, context)`, or `(event, context, callback)`. */
export type LambdaHandler<Incoming extends LambdaEvent, Context, Callback, Result> = (
  event: Incoming,
  context: Context,
  callback: Callback,
) => Result;

/** The same handler, behind a guard. */
export type GuardedLambdaHandler<Incoming extends LambdaEvent, Context> = (
  event: Incoming,
  context: Context,
) => Promise<LambdaResult>;

/**
 * Guards a Lambda function behind API Gateway (REST and HTTP APIs, both payload formats), an Application Load Balancer (with or
 * without multi-value headers) or a function URL. The result has the shape that belongs to the event.
 *
 *     export const handler = cors(policy)(async (event) => ({ statusCode: 200, body: "…" }));
 *
 * Route `OPTIONS` to the function too (`ANY`), and leave the CORS settings of the API or function URL empty: AWS would answer preflights
 * itself and set headers beside these. What the handler throws is thrown on; AWS makes a 502 or 500 of it, which no function can give headers.
 *
 * Not guarded: what AWS answers itself (authorizers, throttling, time-outs, gateway responses), and streamed responses
 * (`awslambda.streamifyResponse`). Not seen: duplicated header lines behind a load balancer without multi-value headers, which passes the last
 * line alone. Not sent: duplicated lines of one header where the shape has no place for them, except `cookies` in format 2.0.
 */
export function cors<const P extends Policy>(
  source: PolicySource<P>,
): <Incoming extends LambdaEvent, Context, Callback, Result>(
  handler: LambdaHandler<Incoming, Context, Callback, Result>,
) => GuardedLambdaHandler<Incoming, Context> {
  const guard = guardOf(source);
  return (handler) => (event, context) => {
    const run = (): Promise<unknown> => resultOf(handler as AnyHandler, event, context);
    // A schedule that keeps the function warm, for one.
    if (!isHttpEvent(event)) return run() as Promise<LambdaResult>;
    return withGuard(
      guard,
      event,
      () => lambdaFacts(event),
      async (decision) => {
        if (decision.kind === "preflight") return lambdaPreflight(decision, event);
        return applyToLambdaResult(decision, await run(), event);
      },
      async () => (await run()) as LambdaResult,
    );
  };
}

type LambdaCallback = (error: unknown, result?: unknown) => void;
type AnyHandler = LambdaHandler<LambdaEvent, unknown, LambdaCallback, unknown>;

/** What a handler answers, by whichever of the two ways: what it returns, or where it takes a callback and returns nothing, that. */
function resultOf(handler: AnyHandler, event: LambdaEvent, context: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const returned = handler(event, context, (error, result) => {
      if (error === null || error === undefined) resolve(result);
      else reject(error);
    });
    if (returned !== undefined || handler.length < 3) resolve(returned);
  });
}
