import { guardOf } from "../policy/guard-of.ts";
import type { PolicySource } from "../policy/guard-of.ts";
import type { Policy } from "../policy/policy.ts";
import type { Decision } from "../policy/decision.ts";
import { applyToResponse, preflightResponse } from "./apply-to-response.ts";
import { withGuard } from "./guarded-request.ts";
import { webFacts } from "./web-facts.ts";
import type { WebRequest } from "./web-facts.ts";

export { GuardConflictError } from "./guard-conflict-error.ts";

/** What is used of a Hono context. */
export interface HonoContext {
  readonly req: { readonly raw: WebRequest };
  /** The response. What is assigned to one that is there already gets its headers too; so `undefined` is assigned first. */
  get res(): Response;
  set res(response: Response | undefined);
}

/** A middleware of Hono 4. */
export type HonoMiddleware = (
  context: HonoContext,
  next: () => Promise<void>,
) => Promise<Response | undefined>;

/**
 * Guards a Hono application.
 *
 *     app.use(cors(policy));                  // first: the whole application
 *     app.use("/orders/*", cors(policy));     // some paths; `app.get("/orders", cors(policy), …)` would miss their preflights
 *
 * Errors that reach `app.onError`, a `HTTPException` with a response of its own, and `app.notFound` are guarded. What Hono answers without
 * coming back through its middleware is not: errors of `app.notFound` where no route matched, of `app.onError` itself, and thrown
 * values that are no `Error`. To guard these too, put the guard around the application: `serve({ fetch: cors(policy)(app.fetch) })`
 * with the `cors` of `@crosswalk/cors/web`.
 *
 * Not guarded: upgrades to WebSocket, and what writes to the runtime's own response (`c.env.outgoing` of Node).
 */
export function cors<const P extends Policy>(source: PolicySource<P>): HonoMiddleware {
  const guard = guardOf(source);
  return (context, next) => {
    // A middleware may put another request in its place before it is done.
    const request = context.req.raw;
    return withGuard(
      guard,
      request,
      () => webFacts(request),
      async (decision) => {
        if (decision.kind === "preflight") return preflightResponse(decision);
        try {
          await next();
        } finally {
          // NB: Where an error passes by, this is the response that Hono's next answer is made from.
          commit(decision, context, request);
        }
        return undefined;
      },
      async () => {
        await next();
        return undefined;
      },
    );
  };
}

function commit(decision: Decision, context: HonoContext, request: WebRequest): void {
  const response = context.res;
  const committed = applyToResponse(decision, response, request);
  if (committed === response) return;
  context.res = undefined;
  context.res = committed;
}
