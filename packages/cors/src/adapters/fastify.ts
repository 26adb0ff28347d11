import type { CorsGuard } from "../policy/cors-guard.ts";
import { guardOf } from "../policy/guard-of.ts";
import type { PolicySource } from "../policy/guard-of.ts";
import type { Policy } from "../policy/policy.ts";
import { dismissCharge, guardExchange, takeCharge, undecided } from "./apply-decision.ts";
import type { NodeResponse, Outcome } from "./apply-decision.ts";
import { declareRoute, routeGuard } from "./fastify-routes.ts";
import type { FastifyRoute, FastifyRouter } from "./fastify-routes.ts";
import { nodeFacts } from "./node-facts.ts";
import type { NodeRequest } from "./node-facts.ts";

export { GuardConflictError } from "./guard-conflict-error.ts";

/** A plugin of Fastify 5. */
export type FastifyCorsPlugin = (
  instance: { readonly server: object },
  options: unknown,
  done: (error?: Error) => void,
) => void;

type Done = (error?: Error) => void;

interface FastifyRequest {
  readonly raw: NodeRequest;
  readonly routeOptions: { readonly url?: string; readonly config?: unknown };
}

interface FastifyReply {
  readonly raw: NodeResponse;
}

interface FastifyInstance extends FastifyRouter {
  addHook(name: "onRoute", hook: (this: FastifyRouter, route: FastifyRoute) => void): void;
  addHook(
    name: "onRequest",
    hook: (request: FastifyRequest, reply: FastifyReply, done: Done) => void,
  ): void;
}

/**
 * Guards a Fastify application.
 *
 *     await app.register(cors(policy));                                   // first, before authentication and rate limits
 *     app.put("/orders/:id", { config: { cors: otherPolicy } }, handler); // a route with a policy of its own
 *     await app.register(cors());                                         // only such routes are guarded
 *
 * A route's policy takes the place of the application's, on its preflights too. `await` matters for these: Fastify shows a plugin
 * only the routes that are declared after it was loaded. A route whose policy only reports leaves preflights to the application.
 *
 * Not guarded, because it passes by the response's headers: `reply.raw.socket.write`, `103 Early Hints` and other informational
 * responses, HTTP/2 pushes, `upgrade` events, and what Node answers where there is no request yet. What Fastify answers before
 * hooks run (a malformed URL) is guarded on the server itself, but not in `inject`, and not on the second server that it opens
 * for the other address family of `localhost`.
 */
export function cors(): FastifyCorsPlugin;
export function cors<const P extends Policy>(source: PolicySource<P>): FastifyCorsPlugin;
export function cors(
  source?: PolicySource<Policy>,
  ...more: readonly unknown[]
): FastifyCorsPlugin | undefined {
  const [, loaded] = more;
  // NB: Fastify doesn't catch what a plugin throws.
  if (typeof loaded === "function") return void (loaded as Done)(new TypeError(registeredItself));
  const guard = source === undefined ? null : guardOf(source);
  const plugin: FastifyCorsPlugin = (given, _options, done) => {
    const instance = given as FastifyInstance;
    instance.addHook("onRoute", function (route) {
      declareRoute(this, route);
    });
    instance.addHook("onRequest", (request, reply, next) => onRequest(guard, request, reply, next));
    // Encapsulated instances inherit their server, and have no say about what is outside of them.
    if (guard?.mode === "enforce" && Object.hasOwn(instance, "server"))
      guardEarlyAnswers(instance.server, guard);
    done();
  };
  return Object.assign(plugin, pluginMarks);
}

/** As `@fastify/cors` is registered, so that Fastify calls what makes a plugin as if it were one. */
const registeredItself =
  'app.register(cors, policy): cors is not a plugin, but makes one of a policy; write "await app.register(cors(policy))"';

/** What `fastify-plugin` would write: the hooks are for the instance that registers the plugin, not for one inside of it. */
const pluginMarks = {
  [Symbol.for("skip-override")]: true,
  [Symbol.for("fastify.display-name")]: "@crosswalk/cors",
  [Symbol.for("plugin-meta")]: { fastify: "5.x", name: "@crosswalk/cors" },
};

function onRequest(
  own: CorsGuard | null,
  request: FastifyRequest,
  reply: FastifyReply,
  done: Done,
): void {
  let guard = own;
  const { config, url } = request.routeOptions;
  try {
    guard = routeGuard(config, url) ?? own;
  } catch (error) {
    return done(error as Error);
  }
  if (guard === null) return done();

  // A route's guard takes the place of the application's, also where it only reports.
  if (guard.mode === "report-only") dismissCharge(reply.raw);
  const outcome = guardExchange(guard, request.raw, reply.raw);
  if (outcome instanceof Promise) void outcome.then((late) => proceed(late, done));
  else proceed(outcome, done);
}

function proceed(outcome: Outcome, done: Done): void {
  if (outcome === "continue") done();
  else if (outcome !== "answered") done(outcome);
}

/**
 * Fastify answers malformed URLs and, when it closes, everything, before any hook runs. Until one does, the application's policy is in
 * charge; it decides only if it is still in charge when the headers go out.
 */
function guardEarlyAnswers(server: object, guard: CorsGuard): void {
  const { prependListener } = server as { prependListener?(name: string, listener: unknown): void };
  prependListener?.call(server, "request", (request: NodeRequest, response: NodeResponse) => {
    takeCharge(response, () => {
      const decision = guard.decide(nodeFacts(request));
      return decision instanceof Promise ? undecided : decision;
    });
  });
}
