import type { Deviation, Draft } from "./emission.ts";
import type { EmittedPolicy } from "./emitted-policy.ts";
import { literalNames, quotedList, safelisted } from "./names.ts";
import { entryExpression, isPattern } from "./origin-expression.ts";

/** Settings of django-cors-headers. */
export function emitDjango({ policy, isPublic, entries }: EmittedPolicy): Draft {
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [], maxAge = 0 } = policy;
  const deviations: Deviation[] = [
    {
      field: "allowOrigins",
      direction: "equal",
      message:
        "preflights of refused origins are answered with 200 and without headers, instead of 403",
    },
  ];
  if (policy.maxAge === 0) {
    deviations.push({
      field: "maxAge",
      direction: "equal",
      message:
        "0 leaves Access-Control-Max-Age out, and browsers then keep a preflight for 5 seconds",
    });
  }
  const exact = entries.filter((entry) => !isPattern(entry));
  const patterns = entries.filter(isPattern).map((entry) => `r"^${entryExpression(entry)}$"`);
  const methods = allowMethods === "*" ? ["*"] : [...safelisted, ...allowMethods];
  const text = [
    "# settings.py, with django-cors-headers",
    'INSTALLED_APPS += ["corsheaders"]',
    "# Before everything that can answer: CommonMiddleware redirects, authentication refuses.",
    'MIDDLEWARE.insert(0, "corsheaders.middleware.CorsMiddleware")',
    "",
    ...(isPublic ? ["CORS_ALLOW_ALL_ORIGINS = True"] : []),
    ...(exact.length === 0 ? [] : [`CORS_ALLOWED_ORIGINS = [${quotedList(exact)}]`]),
    ...(patterns.length === 0 ? [] : [`CORS_ALLOWED_ORIGIN_REGEXES = [${patterns.join(", ")}]`]),
    `CORS_ALLOW_CREDENTIALS = ${policy.allowCredentials === true ? "True" : "False"}`,
    `CORS_ALLOW_METHODS = [${quotedList(methods)}]`,
    `CORS_ALLOW_HEADERS = [${quotedList(literalNames(allowHeaders))}]`,
    `CORS_EXPOSE_HEADERS = [${quotedList(literalNames(exposeHeaders))}]`,
    `CORS_PREFLIGHT_MAX_AGE = ${maxAge}`,
    "",
  ].join("\n");
  return { files: [{ name: "settings.py", language: "python", text }], deviations };
}
