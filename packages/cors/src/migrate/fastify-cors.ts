import { cors as guardFastify } from "../adapters/fastify.ts";
import { MigrationError } from "./migration-error.ts";
import { closedGuard, migrationGuard } from "./migration-guard.ts";
import type { WithGuardOptions } from "./migration-guard.ts";
import { resolveByCallback } from "./origin-function.ts";
import { readOptions } from "./read-options.ts";
import {
  reflectHeaders,
  translateCredentials,
  translateMaxAge,
  translateNames,
  translatePreflights,
} from "./translate-fields.ts";
import { translateOrigin } from "./translate-origin.ts";
import type { OriginDialect } from "./translate-origin.ts";
import type { Translation } from "./translation.ts";
import { TranslationDraft } from "./translation-draft.ts";

export { MigrationError };
export type { MigrationNote, MigrationProblem, Translation } from "./translation.ts";

type StaticOrigin = boolean | string | RegExp | readonly (boolean | string | RegExp)[];

/** The options of `@fastify/cors` 11. */
export interface FastifyCorsOptions extends WithGuardOptions {
  /** A function may call back or return a promise. */
  readonly origin?:
    | StaticOrigin
    | ((
        origin: string | undefined,
        callback: (error: Error | null, origin: StaticOrigin) => void,
      ) => unknown);
  readonly credentials?: boolean;
  readonly exposedHeaders?: string | readonly string[] | null;
  readonly allowedHeaders?: string | readonly string[] | null;
  readonly methods?: string | readonly string[];
  readonly maxAge?: number | null;
  readonly cacheControl?: number | string | null;
  readonly preflightContinue?: boolean;
  readonly optionsSuccessStatus?: number;
  readonly preflight?: boolean;
  readonly strictPreflight?: boolean;
  readonly hideOptionsRoute?: boolean;
  readonly logLevel?: string;
  readonly hook?: string;
  /** One without parameters is asked once. One that looks at requests is refused. */
  readonly delegator?: FastifyCorsOptionsDelegate;
}

/** Options made for each request. */
export type FastifyCorsOptionsDelegate = (
  request: never,
  callback: (error: Error | null, options?: FastifyCorsOptions) => void,
) => unknown;

const LIBRARY = "@fastify/cors";
const OPTIONS = [
  "origin",
  "credentials",
  "exposedHeaders",
  "allowedHeaders",
  "methods",
  "maxAge",
  "cacheControl",
  "preflightContinue",
  "optionsSuccessStatus",
  "preflight",
  "strictPreflight",
  "hideOptionsRoute",
  "logLevel",
  "hook",
  "delegator",
  // Fastify's own, which reach every plugin.
  "prefix",
  "logSerializers",
];
const HOOKS: ReadonlySet<unknown> = new Set([
  "onRequest",
  "preParsing",
  "preValidation",
  "preHandler",
  "preSerialization",
  "onSend",
]);
const DIALECT: OriginDialect = {
  understands: new Set(["list", "boolean", "regexp"]),
  listedWildcard: "anyone",
  unset: "an error on every request",
};
const DEFAULTS = { origin: "*", methods: "GET,HEAD,POST", allowedHeaders: null };

/** What options of `@fastify/cors` 11 mean as a policy. Pure: it makes no guard and calls no function of the options. */
export function translate(given?: FastifyCorsOptions | FastifyCorsOptionsDelegate): Translation {
  const draft = new TranslationDraft(LIBRARY, {
    allowMethods: "methods",
    allowHeaders: "allowedHeaders",
    exposeHeaders: "exposedHeaders",
  });
  const written = readOptions(draft, given, OPTIONS);
  const options: Readonly<Record<string, unknown>> = { ...DEFAULTS, ...written };
  const { delegator } = options as { delegator?: unknown };
  if (typeof delegator === "function") draft.problem("options/delegate", "delegator", delegator);

  translateCredentials(draft, options["credentials"], "truthy");
  translateOrigin(draft, written === null ? [] : options["origin"], DIALECT);
  translateNames(draft, "allowMethods", "methods", options["methods"]);
  if (options["allowedHeaders"] === null) reflectHeaders(draft, "allowedHeaders");
  else translateNames(draft, "allowHeaders", "allowedHeaders", options["allowedHeaders"]);
  translateNames(draft, "exposeHeaders", "exposedHeaders", options["exposedHeaders"]);
  translateMaxAge(draft, options["maxAge"]);
  translatePreflights(draft, options);
  translateRouting(draft, options);
  return draft.finish();
}

/** What says where in Fastify preflights are answered. */
function translateRouting(
  draft: TranslationDraft,
  options: Readonly<Record<string, unknown>>,
): void {
  const { preflight, hook, cacheControl, strictPreflight } = options as FastifyCorsOptions;
  if (preflight === false)
    draft.problem("preflight/left-to-the-application", "preflight", preflight);
  if (hook !== undefined && !HOOKS.has(hook)) draft.problem("hook/unknown", "hook", hook);
  else if (hook !== undefined && hook !== "onRequest") draft.note("hook/earliest", "hook");
  if (typeof cacheControl === "string" || Number.isInteger(cacheControl)) {
    draft.note("cache-control/preflight", "cacheControl");
  }
  if (strictPreflight !== undefined) draft.note("strict-preflight/app", "strictPreflight");
}

/** What is used of an instance. */
interface Instance {
  readonly server: object;
  addHook(name: "onRoute", hook: (route: Route) => void): unknown;
  addHook(
    name: "onRequest",
    hook: (
      request: { readonly routeOptions: { readonly config?: RouteConfig } },
      reply: unknown,
      next: (error?: Error) => void,
    ) => void,
  ): unknown;
  route(options: object): unknown;
}

type RouteConfig = Readonly<Record<string, unknown>>;

interface Route {
  config?: RouteConfig;
}

/** A plugin of Fastify 5. */
export type FastifyCorsPlugin = (
  instance: { readonly server: object },
  options: FastifyCorsOptions | FastifyCorsOptionsDelegate,
) => Promise<void>;

/**
 * Takes the place of `@fastify/cors` 11 with the options it is given today, those of routes (`config: { cors: … }`) included.
 *
 *     import cors from "@crosswalk/cors/migrate/fastify-cors";
 *     await app.register(cors, { origin: "https://app.example.com" });
 *
 * Registering fails with a MigrationError that has every problem, where the options can't be translated safely.
 */
export const cors: FastifyCorsPlugin = Object.assign(
  (async (instance, given) => {
    await install(instance as Instance, await staticOptions(given));
  }) satisfies FastifyCorsPlugin,
  {
    // What `fastify-plugin` would write: the hooks are for the instance that registers the plugin.
    [Symbol.for("skip-override")]: true,
    [Symbol.for("fastify.display-name")]: "@crosswalk/cors/migrate/fastify-cors",
    [Symbol.for("plugin-meta")]: { fastify: "5.x", name: "@crosswalk/cors/migrate/fastify-cors" },
  },
);

export { cors as fastifyCors };
export default cors;

/** A delegator that takes no request answers every one alike, so it is asked once. */
async function staticOptions(
  given: FastifyCorsOptions | FastifyCorsOptionsDelegate,
): Promise<FastifyCorsOptions | FastifyCorsOptionsDelegate> {
  const delegator = typeof given === "function" ? given : given.delegator;
  if (delegator === undefined || delegator.length > 0) return given;
  const answer: unknown = await (delegator as () => unknown)();
  // NB: It is tempting to spread what is there. `false` and nothing would spread to the defaults, which let everyone in.
  if (typeof answer !== "object" || answer === null) {
    throw new MigrationError(translate(String(answer) as never), LIBRARY, "fastify");
  }
  const { delegator: _asked, ...options } = typeof given === "function" ? {} : given;
  return { ...options, ...answer };
}

async function install(
  instance: Instance,
  given: FastifyCorsOptions | FastifyCorsOptionsDelegate,
): Promise<void> {
  const options = typeof given === "object" ? given : {};
  const guard = guardOf(given, instance);
  // Both before the adapter's own hooks, which take what they find there for a policy or a guard.
  const translateRoute = (config: RouteConfig | undefined): RouteConfig | undefined => {
    const own = config?.["cors"];
    if (own !== false && !isOptions(own)) return config;
    const ownGuard = own === false ? null : guardOf({ ...options, ...own }, instance);
    return { ...config, cors: ownGuard ?? closedGuard() };
  };
  instance.addHook("onRoute", (route) => {
    const config = translateRoute(route.config);
    if (config !== undefined) route.config = config;
  });
  // Routes that were declared before the plugin was loaded are met here first. As today, their preflights meet the options of the
  // application.
  instance.addHook("onRequest", (request, _reply, next) => {
    const { config } = request.routeOptions;
    try {
      const translated = translateRoute(config);
      if (translated !== config) Object.assign(config ?? {}, translated);
      next();
    } catch (error) {
      next(error as Error);
    }
  });

  const plugin = guard === null ? guardFastify() : guardFastify(guard);
  await new Promise<void>((resolve, reject) => {
    plugin(instance, {}, (error) => (error === undefined ? resolve() : reject(error)));
  });
  declareOptionsRoute(instance, guard, options);
}

/**
 * A route that preflights meet before they are answered, where there must be one: an inner instance sees only requests for its
 * routes, and log level and documentation are a route's.
 */
function declareOptionsRoute(
  instance: Instance,
  guard: ReturnType<typeof guardOf>,
  { logLevel, hideOptionsRoute = true }: FastifyCorsOptions,
): void {
  const isInner = !Object.hasOwn(instance, "server");
  if (guard === null || !(isInner || logLevel !== undefined || !hideOptionsRoute)) return;
  const schema = { hide: hideOptionsRoute };
  instance.route({ method: "OPTIONS", url: "*", schema, logLevel, handler: notFound });
}

function isOptions(value: unknown): value is FastifyCorsOptions {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

/** Preflights are answered before handlers; what comes here is another OPTIONS request that the application has no route for. */
function notFound(_request: unknown, reply: { callNotFound(): unknown }): void {
  reply.callNotFound();
}

function guardOf(
  given: FastifyCorsOptions | FastifyCorsOptionsDelegate,
  instance: unknown,
): ReturnType<typeof migrationGuard> {
  const { origin, credentials, guard } = typeof given === "object" ? given : {};
  const resolver =
    typeof origin === "function"
      ? resolveByCallback(
          origin,
          { forms: "any", allowCredentials: credentials === true },
          () => instance,
        )
      : undefined;
  return migrationGuard(translate(given), LIBRARY, "fastify", guard, resolver);
}
