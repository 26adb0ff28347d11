import { cors as guardExpress } from "../adapters/express.ts";
import type { ExpressMiddleware } from "../adapters/express.ts";
import { migrationGuard } from "./migration-guard.ts";
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

export { MigrationError } from "./migration-error.ts";
export type { MigrationNote, MigrationProblem, Translation } from "./translation.ts";

type StaticOrigin = boolean | string | RegExp | readonly (boolean | string | RegExp)[];

/** The options of `cors` 2. */
export interface CorsOptions extends WithGuardOptions {
  readonly origin?:
    | StaticOrigin
    | undefined
    | ((
        origin: string | undefined,
        callback: (error: Error | null, allow?: StaticOrigin) => void,
      ) => void);
  readonly methods?: string | readonly string[] | undefined;
  readonly allowedHeaders?: string | readonly string[] | undefined;
  readonly exposedHeaders?: string | readonly string[] | undefined;
  readonly credentials?: boolean | undefined;
  readonly maxAge?: number | undefined;
  readonly preflightContinue?: boolean | undefined;
  readonly optionsSuccessStatus?: number | undefined;
}

/** Options made for each request. They are refused; the error says what to write. */
export type CorsOptionsDelegate<Request = unknown> = (
  request: Request,
  callback: (error: Error | null, options?: CorsOptions) => void,
) => void;

const LIBRARY = "cors";
const OPTIONS = [
  "origin",
  "methods",
  "allowedHeaders",
  // An older name of `allowedHeaders`.
  "headers",
  "exposedHeaders",
  "credentials",
  "maxAge",
  "preflightContinue",
  "optionsSuccessStatus",
];
const DIALECT: OriginDialect = {
  understands: new Set(["list", "boolean", "regexp"]),
  listedWildcard: "nothing",
  unset: "CORS silently turned off",
};

/**
 * What options of `cors` 2 mean as a policy. Pure: it makes no guard and calls no function of the options.
 *
 *     translate({ origin: /\.example\.com$/ }).policy     // { allowOrigins: ["https://*.example.com", …] }
 *     translate({ credentials: true }).problems           // every site would be let in
 */
export function translate(given?: CorsOptions | CorsOptionsDelegate): Translation {
  const draft = new TranslationDraft(LIBRARY, {
    allowMethods: "methods",
    allowHeaders: "allowedHeaders",
    exposeHeaders: "exposedHeaders",
  });
  const written = readOptions(draft, given, OPTIONS);
  const options = { origin: "*", methods: "GET,HEAD,PUT,PATCH,POST,DELETE", ...written };
  const allowedHeaders = written?.["allowedHeaders"] || written?.["headers"];

  translateCredentials(draft, written?.["credentials"], "only-true");
  translateOrigin(draft, written === null ? [] : options.origin, DIALECT);
  translateNames(draft, "allowMethods", "methods", options.methods);
  if (allowedHeaders) translateNames(draft, "allowHeaders", "allowedHeaders", allowedHeaders);
  else reflectHeaders(draft, "allowedHeaders");
  translateNames(draft, "exposeHeaders", "exposedHeaders", written?.["exposedHeaders"]);
  translateMaxAge(draft, written?.["maxAge"]);
  translatePreflights(draft, written ?? {});
  return draft.finish();
}

/**
 * Takes the place of `cors` 2 with the options it is given today.
 *
 *     import cors from "@crosswalk/cors/migrate/cors";
 *     app.use(cors({ origin: "https://app.example.com" }));
 *
 * @throws MigrationError with every problem, where the options can't be translated safely
 */
export function cors(given?: CorsOptions | CorsOptionsDelegate): ExpressMiddleware {
  const translation = translate(given);
  const options = typeof given === "object" ? given : {};
  const guard = migrationGuard(
    translation,
    LIBRARY,
    "express",
    options.guard,
    typeof options.origin === "function"
      ? resolveByCallback(options.origin, {
          forms: "any",
          allowCredentials: options.credentials === true,
        })
      : undefined,
  );
  return guard === null ? (_request, _response, next) => next() : guardExpress(guard);
}

export default cors;
