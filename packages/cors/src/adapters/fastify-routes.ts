import { CorsGuard } from "../policy/cors-guard.ts";
import { guardOf } from "../policy/guard-of.ts";
import type { CompiledPolicy } from "../policy/compiled-policy.ts";
import type { Policy } from "../policy/policy.ts";
import type { NodeRequest } from "./node-facts.ts";

/** What is used of the options of a route, as `onRoute` hooks see and may change them. */
export interface FastifyRoute {
  readonly method: string | readonly string[];
  readonly url: string;
  /** The URL without the prefix of the instance. */
  readonly routePath: string;
  readonly prefix: string;
  readonly constraints?: Readonly<Record<string, unknown>>;
  config?: Readonly<Record<string, unknown>>;
}

/** What is used of an instance where routes are declared. */
export interface FastifyRouter {
  readonly server: object;
  route(options: object): unknown;
  hasRoute(options: object): boolean;
  hasConstraintStrategy(name: string): boolean;
  addConstraintStrategy(strategy: object): void;
}

/**
 * The routes that answer preflights are told from the application's own OPTIONS routes by a constraint that only a preflight meets,
 * for the method that it asks about. So they stand beside each other, whichever was declared first, and two methods of one URL can
 * have two policies. The name becomes part of a function that the router generates.
 */
const STRATEGY = "crosswalkPreflight";

const strategy = {
  name: STRATEGY,
  // Where no route has a policy for that method, the application's own OPTIONS route is as good as without us.
  mustMatchWhenDerived: false,
  storage(): object {
    const store = new Map<unknown, unknown>();
    return {
      get: (value: unknown): unknown => store.get(value),
      set: (value: unknown, handler: unknown): void => void store.set(value, handler),
    };
  },
  deriveConstraint(request: NodeRequest): unknown {
    if (request.method !== "OPTIONS" || request.headers["origin"] === undefined) return undefined;
    return request.headers["access-control-request-method"];
  },
};

/** The guards of preflight routes, of each application (which has one server), to tell two that can't be told apart. */
const declared = new WeakMap<object, Map<string, CorsGuard>>();

/**
 * Compiles the policy of a route that has one, and declares the routes that answer its preflights.
 *
 * @throws PolicyError with every mistake
 * @throws Error where another route's preflight would be the same request and have another policy
 */
export function declareRoute(router: FastifyRouter, route: FastifyRoute): void {
  const source = route.config?.["cors"] as Policy | CompiledPolicy | CorsGuard | undefined;
  if (source === undefined || route.constraints?.[STRATEGY] !== undefined) return;
  const guard = guardOf(source);
  // Fastify copies the config after this, and hands the copy to hooks.
  route.config = { ...route.config, cors: guard };
  // A guard that only reports leaves preflights to the application's own routes.
  if (guard.mode === "report-only") return;

  if (!router.hasConstraintStrategy(STRATEGY)) router.addConstraintStrategy(strategy);
  for (const method of typeof route.method === "string" ? [route.method] : route.method) {
    declarePreflight(router, route, method, guard);
  }
}

function declarePreflight(
  router: FastifyRouter,
  route: FastifyRoute,
  method: string,
  guard: CorsGuard,
): void {
  // A preflight has no header of the application's, `Accept-Version` for one: of the route's constraints it meets only the host's.
  const host = route.constraints?.["host"];
  const constraints = { ...(host === undefined ? {} : { host }), [STRATEGY]: method };

  const guards = declared.get(router.server) ?? new Map<string, CorsGuard>();
  declared.set(router.server, guards);

  const options = {
    method: "OPTIONS",
    constraints,
    config: { cors: guard },
    schema: { hide: true },
    handler: notFound,
  };
  // Fastify declares the route "/" of a prefix twice, with and without the slash, and shows hooks only the first.
  const paths = route.routePath === "" && route.prefix !== "" ? ["", "/"] : [route.routePath];
  for (const path of paths) {
    const url = `${route.prefix}${path}`;
    const key = `${method} ${String(host)} ${url}`;
    const present = guards.get(key);
    if (present !== undefined && present !== guard && url === route.url)
      throw new Error(conflict(method, url));
    if (present !== undefined || router.hasRoute({ method: "OPTIONS", url, constraints })) continue;
    guards.set(key, guard);
    router.route({ ...options, url: path, prefixTrailingSlash: "slash" });
  }
}

function conflict(method: string, url: string): string {
  return (
    `${method} ${url}: two routes that differ only in what a preflight doesn't tell (their version, for one) have two CORS policies; ` +
    "give both the same guard: const guard = createCors(policy)"
  );
}

/** Preflights are answered before handlers. */
function notFound(_request: unknown, reply: { callNotFound(): unknown }): void {
  reply.callNotFound();
}

/**
 * The guard of the route that a request has met; null where the route has none.
 *
 * @throws Error where the route was declared before the plugin was there to see it
 */
export function routeGuard(config: unknown, url: string | undefined): CorsGuard | null {
  const cors = (config as { readonly cors?: unknown } | undefined)?.cors;
  if (cors === undefined) return null;
  if (cors instanceof CorsGuard) return cors;
  throw new Error(
    `${url ?? "a route"} was declared before its CORS plugin was loaded, so that its preflights go unanswered; write "await app.register(cors(policy))"`,
  );
}
