import { guardOf } from "../policy/guard-of.ts";
import type { PolicySource } from "../policy/guard-of.ts";
import type { CorsGuard } from "../policy/cors-guard.ts";
import type { Policy } from "../policy/policy.ts";
import { guardExchange } from "./apply-decision.ts";
import type { NodeResponse, Outcome } from "./apply-decision.ts";
import { preflightResponse } from "./apply-to-response.ts";
import { withGuard } from "./guarded-request.ts";
import { applyToError, applyToResult } from "./h3-result.ts";
import type { H3EventResponse } from "./h3-result.ts";
import type { NodeRequest } from "./node-facts.ts";
import { webFacts } from "./web-facts.ts";
import type { WebRequest } from "./web-facts.ts";

export { GuardConflictError } from "./guard-conflict-error.ts";

/** Node's request and response, where h3 runs on Node. */
export interface H3NodeExchange {
  readonly req: NodeRequest;
  readonly res?: NodeResponse | undefined;
}

/** What is used of an event of h3 1: it always has Node's request and response, or something of their shape. */
export interface H3NodeEvent {
  readonly node: Required<H3NodeExchange>;
}

/** What is used of an event of h3 2. */
export interface H3WebEvent {
  readonly req: WebRequest;
  readonly res: H3EventResponse;
  readonly runtime?: { readonly node?: H3NodeExchange | undefined } | undefined;
}

/** A middleware of h3 2, and an event handler of h3 1. */
export interface H3Middleware {
  (event: H3WebEvent, next: () => unknown): unknown;
  (event: H3NodeEvent): Promise<void>;
}

/** What a middleware of h3 2 returns where the response has gone out already. */
const handled: unique symbol = Symbol.for("h3.handled") as never;

/**
 * Guards an h3 application, version 1 or 2.
 *
 *     app.use(cors(policy));                    // first
 *     app.use(defineEventHandler(cors(policy))) // h3 1, whose types ask for it
 *
 * On Node the headers are set when they go out, whatever made them. On other runtimes h3 makes the response after its
 * middleware, from what these return and from `event.res`, and the guard sets its headers on both.
 *
 * Not guarded: what h3 2 answers before it calls middleware (400 for a malformed URL, errors of the `onRequest` hook), off
 * Node also a `Response` that `config.onError` returns, and h3 1 behind `toWebHandler`. To guard these too, put the guard around the
 * application: `serve({ fetch: cors(policy)(app.fetch) })` with `serve` of `srvx` and `cors` of `@crosswalk/cors/web`. And nowhere: `event.node.res.socket`,
 * `103 Early Hints`, upgrades to WebSocket.
 */
export function cors<const P extends Policy>(source: PolicySource<P>): H3Middleware {
  const guard = guardOf(source);
  // NB: Two parameters: h3 2 calls what has one as if it were a handler.
  const middleware = (event: H3WebEvent | H3NodeEvent, next?: () => unknown): unknown => {
    const node =
      "node" in event && event.node !== undefined
        ? event.node
        : (event as H3WebEvent).runtime?.node;
    return node?.res === undefined
      ? guardEvent(guard, event as H3WebEvent, next as () => unknown)
      : guardNode(guard, node.req, node.res, next);
  };
  return middleware as H3Middleware;
}

async function guardNode(
  guard: CorsGuard,
  request: NodeRequest,
  response: NodeResponse,
  next: (() => unknown) | undefined,
): Promise<unknown> {
  const outcome = guardExchange(guard, request, response);
  const settled: Outcome = outcome instanceof Promise ? await outcome : outcome;
  // h3 1 sees by itself that the response has ended.
  if (settled === "answered") return next === undefined ? undefined : handled;
  if (settled !== "continue") throw settled;
  return next?.();
}

function guardEvent(guard: CorsGuard, event: H3WebEvent, next: () => unknown): Promise<unknown> {
  const request = event.req;
  return withGuard(
    guard,
    request,
    () => webFacts(request),
    async (decision) => {
      if (decision.kind === "preflight") return preflightResponse(decision);
      let result: unknown;
      try {
        result = await next();
      } catch (error) {
        applyToError(decision, error, event.res);
        throw error;
      }
      return applyToResult(decision, result, event.res, request);
    },
    next,
  );
}
