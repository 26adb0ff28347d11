import { guardOf } from "../policy/guard-of.ts";
import type { PolicySource } from "../policy/guard-of.ts";
import type { Policy } from "../policy/policy.ts";
import { guardExchange } from "./apply-decision.ts";
import type { NodeResponse, Outcome } from "./apply-decision.ts";
import type { NodeRequest } from "./node-facts.ts";

export { GuardConflictError } from "./guard-conflict-error.ts";

/** What is used of a Koa context. */
export interface KoaContext {
  readonly req: NodeRequest;
  readonly res: NodeResponse;
  /** The URL as it came; `req.url` is rewritten by whatever mounts applications in each other. */
  readonly originalUrl: string;
}

/** A middleware of Koa 2 and 3. */
export type KoaMiddleware = (context: KoaContext, next: () => Promise<unknown>) => Promise<void>;

/**
 * Guards a Koa application. Koa clears all headers when a handler throws; the guard sets its own when they go out, so that they are
 * on the error's response too.
 *
 *     app.use(cors(policy));      // first
 *
 * Not guarded, because it passes by the response's headers: `ctx.req.socket.write`, `103 Early Hints` and other informational
 * responses, HTTP/2 pushes, and `upgrade` and `connect` events.
 */
export function cors<const P extends Policy>(source: PolicySource<P>): KoaMiddleware {
  const guard = guardOf(source);
  return async (context, next) => {
    const outcome = guardExchange(guard, context.req, context.res, context.originalUrl);
    // NB: Awaiting what is there already would cost every request a turn of the event loop.
    const settled: Outcome = outcome instanceof Promise ? await outcome : outcome;
    if (settled === "continue") await next();
    else if (settled !== "answered") throw settled;
  };
}
