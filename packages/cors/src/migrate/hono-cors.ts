import { cors as guardHono } from "../adapters/hono.ts";
import type { HonoContext, HonoMiddleware } from "../adapters/hono.ts";
import { migrationGuard } from "./migration-guard.ts";
import type { WithGuardOptions } from "./migration-guard.ts";
import { ContextualOrigin } from "./origin-function.ts";
import { readOptions } from "./read-options.ts";
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

/** The options of `hono/cors` 4. */
export interface CorsOptions<Context = HonoContext> extends WithGuardOptions {
  readonly origin?:
    | string
    | readonly string[]
    | ((
        origin: string,
        context: Context,
      ) => string | null | undefined | Promise<string | null | undefined>);
  /** A function is refused. */
  readonly allowMethods?:
    | readonly string[]
    | ((origin: string, context: Context) => readonly string[] | Promise<readonly string[]>);
  readonly allowHeaders?: readonly string[];
  readonly maxAge?: number;
  readonly credentials?: boolean;
  readonly exposeHeaders?: readonly string[];
}

const LIBRARY = "hono/cors";
const OPTIONS = [
  "origin",
  "allowMethods",
  "allowHeaders",
  "maxAge",
  "credentials",
  "exposeHeaders",
];
const DIALECT: OriginDialect = {
  understands: new Set(["list"]),
  listedWildcard: "nothing",
  unset: "an error on every request, or for nobody",
};
const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "QUERY"];

/** What options of `hono/cors` 4 mean as a policy. Pure: it makes no guard and calls no function of the options. */
export function translate<Context = HonoContext>(given?: CorsOptions<Context>): Translation {
  const draft = new TranslationDraft(LIBRARY, {
    allowMethods: "allowMethods",
    allowHeaders: "allowHeaders",
    exposeHeaders: "exposeHeaders",
  });
  const written = readOptions(draft, given, OPTIONS);
  const options = { origin: "*", allowMethods: METHODS, ...written };
  const allowHeaders = written?.["allowHeaders"];
  const reflectsHeaders =
    !allowHeaders || (Array.isArray(allowHeaders) && allowHeaders.length === 0);

  translateCredentials(draft, written?.["credentials"], "truthy");
  translateOrigin(draft, written === null ? [] : options.origin, DIALECT);
  translateNames(draft, "allowMethods", "allowMethods", options.allowMethods);
  if (reflectsHeaders) reflectHeaders(draft, "allowHeaders");
  else translateNames(draft, "allowHeaders", "allowHeaders", allowHeaders);
  translateNames(draft, "exposeHeaders", "exposeHeaders", written?.["exposeHeaders"]);
  translateMaxAge(draft, written?.["maxAge"]);
  return draft.finish();
}

/**
 * Takes the place of `hono/cors` 4 with the options it is given today.
 *
 *     import { cors } from "@crosswalk/cors/migrate/hono-cors";
 *     app.use("/api/*", cors({ origin: "https://app.example.com" }));
 *
 * @throws MigrationError with every problem, where the options can't be translated safely
 */
export function cors<Context extends HonoContext = HonoContext>(
  given: CorsOptions<Context> = {},
): (context: Context, next: () => Promise<void>) => Promise<Response | undefined> {
  const translation = translate(given);
  const { origin } = given;
  const asked =
    typeof origin === "function"
      ? new ContextualOrigin<Context>(origin, {
          forms: "text",
          allowCredentials: given.credentials === true,
        })
      : null;
  const guard = migrationGuard(translation, LIBRARY, "hono", given.guard, asked?.options);
  if (guard === null) {
    return async (_context, next) => {
      await next();
      return undefined;
    };
  }
  const guarded: HonoMiddleware = guardHono(guard);
  if (asked === null) return guarded;
  return (context, next) => asked.within(context, () => guarded(context, next));
}

export default cors;
