import { guardOf } from "../policy/guard-of.ts";
import type { PolicySource } from "../policy/guard-of.ts";
import type { Policy } from "../policy/policy.ts";
import { guardExchange } from "./apply-decision.ts";
import type { NodeResponse, Outcome } from "./apply-decision.ts";
import type { NodeRequest } from "./node-facts.ts";

export { GuardConflictError } from "./guard-conflict-error.ts";

/** A middleware of Express 4 and 5, and of what shares its shape: Connect, Polka, Restify. */
export type ExpressMiddleware = (
  request: NodeRequest,
  response: NodeResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Guards an Express application.
 *
 *     app.use(cors(policy));                       // first, before sessions, rate limits and parsers: the whole application
 *     app.all("/orders/:id", cors(policy));        // one path; `app.put` alone would miss its preflights
 *     router.use(cors(policy));                    // one router
 *
 * One request meets one guard: where policies differ by path, make one guard with `createCors(policies, { select })`.
 *
 * Not guarded, because it passes by the response's headers: `res.socket.write`, `103 Early Hints` and other informational
 * responses, HTTP/2 pushes, and `upgrade` and `connect` events.
 */
export function cors<const P extends Policy>(source: PolicySource<P>): ExpressMiddleware {
  const guard = guardOf(source);
  return (request, response, next) => {
    const outcome = guardExchange(guard, request, response);
    if (outcome === "continue") next();
    else if (outcome instanceof Promise) void outcome.then((late) => proceed(late, next));
    else proceed(outcome, next);
  };
}

function proceed(outcome: Outcome, next: (error?: unknown) => void): void {
  if (outcome === "continue") next();
  else if (outcome !== "answered") next(outcome);
}
