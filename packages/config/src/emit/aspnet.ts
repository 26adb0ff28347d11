import type { Deviation, Draft } from "./emission.ts";
import type { EmittedPolicy } from "./emitted-policy.ts";
import { literalNames, quotedList, safelisted } from "./names.ts";
import { isPattern } from "./origin-expression.ts";

/** ASP.NET Core's CORS middleware. */
export function emitAspnet({ policy, isPublic, entries }: EmittedPolicy): Draft {
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [], maxAge } = policy;
  const deviations: Deviation[] = [
    {
      field: "allowOrigins",
      direction: "equal",
      message:
        "preflights of refused origins are answered with 204 and without headers, instead of 403",
    },
  ];
  const sayable = entries.filter((entry) => !entry.endsWith(":*"));
  if (sayable.length < entries.length) {
    deviations.push({
      field: "allowOrigins",
      direction: "stricter",
      message: `ASP.NET Core cannot say any port: ${entries.filter((entry) => entry.endsWith(":*")).join(", ")} is left out`,
    });
  }
  const anyHeader = allowHeaders === "*" || allowHeaders.includes("*");
  if (anyHeader) {
    deviations.push({
      field: "allowHeaders",
      direction: "looser",
      message: "AllowAnyHeader means whatever was asked for, Authorization included",
    });
  }
  const calls = [
    isPublic ? "AllowAnyOrigin()" : `WithOrigins(${quotedList(sayable)})`,
    ...(sayable.some(isPattern) ? ["SetIsOriginAllowedToAllowWildcardSubdomains()"] : []),
    allowMethods === "*"
      ? "AllowAnyMethod()"
      : `WithMethods(${quotedList([...safelisted, ...allowMethods])})`,
    ...(anyHeader ? ["AllowAnyHeader()"] : []),
    ...(!anyHeader && allowHeaders.length > 0
      ? [`WithHeaders(${quotedList(literalNames(allowHeaders))})`]
      : []),
    ...(exposeHeaders.length === 0
      ? []
      : [`WithExposedHeaders(${quotedList(literalNames(exposeHeaders))})`]),
    ...(policy.allowCredentials === true ? ["AllowCredentials()"] : []),
    ...(maxAge === undefined ? [] : [`SetPreflightMaxAge(TimeSpan.FromSeconds(${maxAge}))`]),
  ];
  const text = [
    "builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy",
    ...calls.map((call, index) => `    .${call}${index === calls.length - 1 ? "));" : ""}`),
    "",
    "// After UseRouting, before UseAuthentication: a preflight carries no credentials.",
    "app.UseCors();",
    "",
  ].join("\n");
  const files =
    sayable.length === 0 && !isPublic
      ? []
      : [{ name: "Program.cs", language: "csharp", text } as const];
  return { files, deviations };
}
