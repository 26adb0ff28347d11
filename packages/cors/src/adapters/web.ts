import type { CorsGuard } from "../policy/cors-guard.ts";
import { guardOf } from "../policy/guard-of.ts";
import type { PolicySource } from "../policy/guard-of.ts";
import type { Policy } from "../policy/policy.ts";
import { applyToResponse, preflightResponse } from "./apply-to-response.ts";
import { withGuard } from "./guarded-request.ts";
import { webFacts } from "./web-facts.ts";
import type { WebRequest } from "./web-facts.ts";

export { GuardConflictError } from "./guard-conflict-error.ts";
export type { WebRequest } from "./web-facts.ts";

/** What runs on Workers, Deno, Bun and in most frameworks' `fetch`: a request in, a response out. */
export type WebHandler<Incoming extends WebRequest, Rest extends readonly unknown[]> = (
  request: Incoming,
  ...rest: Rest
) => Response | Promise<Response>;

/** The same handler, behind a guard. */
export type GuardedWebHandler<Incoming extends WebRequest, Rest extends readonly unknown[]> = (
  request: Incoming,
  ...rest: Rest
) => Promise<Response>;

/**
 * Guards a handler that makes a `Response` of a `Request`.
 *
 *     export default { fetch: cors(policy)(handler) };      // Workers, Bun
 *     Deno.serve(cors(policy)(handler));
 *     export const GET = guard(handler), OPTIONS = guard(handler);   // route files: const guard = cors(policy)
 *     serve({ fetch: cors(policy)(app.fetch) });            // any framework with a `fetch`, from the outside
 *
 * What the handler throws is thrown on, because only the framework or runtime knows which response it makes of that, and the guard sees
 * that response only if it stands outside. So put it around everything that turns errors into responses.
 *
 * Headers are set on the response where they can be changed; otherwise (`Response.redirect()`, what `fetch` returned) the response is
 * made again from its body, status and headers.
 *
 * Not guarded: an upgrade to WebSocket (status 101), `Response.error()`, and what the runtime answers by itself: malformed requests, and
 * handlers that throw.
 */
export function cors<const P extends Policy>(
  source: PolicySource<P>,
): <Incoming extends WebRequest, Rest extends readonly unknown[]>(
  handler: WebHandler<Incoming, Rest>,
) => GuardedWebHandler<Incoming, Rest> {
  const guard = guardOf(source);
  return (handler) =>
    (request, ...rest) =>
      handleCors(guard, request, () => handler(request, ...rest));
}

/**
 * Guards one request: for hooks that are given the request and a way to go on.
 *
 *     export const handle = ({ event, resolve }) => handleCors(guard, event.request, () => resolve(event));   // SvelteKit
 *     export const onRequest = (context, next) => handleCors(guard, context.request, next);                   // Astro
 */
export function handleCors(
  guard: CorsGuard,
  request: WebRequest,
  next: () => Response | Promise<Response>,
): Promise<Response> {
  return withGuard(
    guard,
    request,
    () => webFacts(request),
    async (decision) => {
      if (decision.kind === "preflight") return preflightResponse(decision);
      return applyToResponse(decision, await next(), request);
    },
    next,
  );
}
