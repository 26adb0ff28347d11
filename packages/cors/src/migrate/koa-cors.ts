import { cors as guardKoa } from "../adapters/koa.ts";
import type { KoaContext, KoaMiddleware } from "../adapters/koa.ts";
import { migrationGuard } from "./migration-guard.ts";
import type { WithGuardOptions } from "./migration-guard.ts";
import { ContextualOrigin } from "./origin-function.ts";
import { readOptions } from "./read-options.ts";
import { isolated } from "./secure-context.ts";
import {
  reflectHeaders,
  translateCredentials,
  translateMaxAge,
  translateNames,
} from "./translate-fields.ts";
import { translateOrigin } from "./translate-origin.ts";
import type { OriginDialect } from "./translate-origin.ts";
import type { Translation } from "./translation.ts";
import { TranslationDraft } from "./translation-draft.ts";

export { MigrationError } from "./migration-error.ts";
export type { MigrationNote, MigrationProblem, Translation } from "./translation.ts";

/** The options of `@koa/cors` 5. */
export interface CorsOptions<Context = KoaContext> extends WithGuardOptions {
  readonly origin?: string | undefined | ((context: Context) => unknown);
  readonly allowMethods?: string | readonly string[] | undefined;
  readonly allowHeaders?: string | readonly string[] | undefined;
  readonly exposeHeaders?: string | readonly string[] | undefined;
  readonly maxAge?: number | string | undefined;
  /** A function is refused. */
  readonly credentials?: boolean | undefined | ((context: Context) => unknown);
  readonly keepHeadersOnError?: boolean | undefined;
  readonly secureContext?: boolean | undefined;
  readonly privateNetworkAccess?: boolean | undefined;
}

const LIBRARY = "@koa/cors";
const OPTIONS = [
  "origin",
  "allowMethods",
  "allowHeaders",
  "exposeHeaders",
  "maxAge",
  "credentials",
  "keepHeadersOnError",
  "secureContext",
  "privateNetworkAccess",
];
const DIALECT: OriginDialect = {
  understands: new Set(),
  listedWildcard: "nothing",
  unset: '"*", and with credentials for every origin there is',
};

/** What options of `@koa/cors` 5 mean as a policy. Pure: it makes no guard and calls no function of the options. */
export function translate<Context = KoaContext>(given?: CorsOptions<Context>): Translation {
  const draft = new TranslationDraft(LIBRARY, {
    allowMethods: "allowMethods",
    allowHeaders: "allowHeaders",
    exposeHeaders: "exposeHeaders",
  });
  const written = readOptions(draft, given, OPTIONS);
  const options = { origin: "*", allowMethods: "GET,HEAD,PUT,POST,DELETE,PATCH", ...written };
  const allowHeaders = written?.["allowHeaders"];
  const reflectsHeaders =
    !allowHeaders || (Array.isArray(allowHeaders) && allowHeaders.length === 0);
  const maxAge = written?.["maxAge"];

  translateCredentials(draft, written?.["credentials"], "truthy");
  translateOrigin(draft, written === null ? [] : options.origin, DIALECT);
  translateNames(draft, "allowMethods", "allowMethods", options.allowMethods);
  if (reflectsHeaders) reflectHeaders(draft, "allowHeaders");
  else translateNames(draft, "allowHeaders", "allowHeaders", allowHeaders);
  translateNames(draft, "exposeHeaders", "exposeHeaders", written?.["exposeHeaders"]);
  if (maxAge === 0) draft.note("max-age/dropped", "maxAge");
  else translateMaxAge(draft, maxAge);
  if (written?.["keepHeadersOnError"] === false)
    draft.note("keep-headers/always", "keepHeadersOnError");
  if (written?.["privateNetworkAccess"])
    draft.note("private-network/abandoned", "privateNetworkAccess");
  return draft.finish();
}

/**
 * Takes the place of `@koa/cors` 5 with the options it is given today.
 *
 *     import cors from "@crosswalk/cors/migrate/koa-cors";
 *     app.use(cors({ origin: "https://app.example.com" }));
 *
 * @throws MigrationError with every problem, where the options can't be translated safely
 */
export function cors<Context extends KoaContext = KoaContext>(
  given: CorsOptions<Context> = {},
): (context: Context, next: () => Promise<unknown>) => Promise<void> {
  const translation = translate(given);
  const { origin } = given;
  const asked =
    typeof origin === "function"
      ? new ContextualOrigin<Context>((_origin, context) => origin(context), {
          forms: "text",
          allowCredentials: given.credentials === true,
        })
      : null;
  const guard = migrationGuard(translation, LIBRARY, "koa", given.guard, asked?.options);
  if (guard === null) return async (_context, next) => void (await next());
  const guarded: KoaMiddleware = guardKoa(guard);
  const middleware =
    asked === null
      ? guarded
      : (context: Context, next: () => Promise<unknown>): Promise<void> =>
          asked.within(context, () => guarded(context, next));
  return given.secureContext === true ? isolated(middleware) : middleware;
}

export default cors;
