import type { Deviation, Draft } from "./emission.ts";
import type { EmittedPolicy } from "./emitted-policy.ts";
import { literalNames, quotedList, safelisted } from "./names.ts";
import { isPattern } from "./origin-expression.ts";

/** A `CorsConfigurationSource`, which Spring Security takes before it asks who is there. */
export function emitSpring({ policy, isPublic, entries }: EmittedPolicy): Draft {
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [], maxAge } = policy;
  const deviations: Deviation[] = [
    {
      field: "allowOrigins",
      direction: "stricter",
      message:
        "Spring refuses requests from other origins with 403 instead of leaving them unreadable",
    },
  ];
  if (allowHeaders === "*" || allowHeaders.includes("*")) {
    deviations.push({
      field: "allowHeaders",
      direction: "looser",
      message: "Spring takes * to mean whatever was asked for, Authorization included",
    });
  }
  const exact = isPublic ? ["*"] : entries.filter((entry) => !isPattern(entry));
  // Spring writes any port, or none, as [*].
  const patterns = entries.filter(isPattern).map((entry) => entry.replace(/:\*$/, ":[*]"));
  const methods = allowMethods === "*" ? ["*"] : [...safelisted, ...allowMethods];
  const set = (name: string, values: readonly string[]): string[] =>
    values.length === 0 ? [] : [`  configuration.${name}(List.of(${quotedList(values)}));`];
  const text = [
    "@Bean",
    "CorsConfigurationSource corsConfigurationSource() {",
    "  var configuration = new CorsConfiguration();",
    ...set("setAllowedOrigins", exact),
    ...set("setAllowedOriginPatterns", patterns),
    ...set("setAllowedMethods", methods),
    ...set("setAllowedHeaders", literalNames(allowHeaders)),
    ...set("setExposedHeaders", literalNames(exposeHeaders)),
    ...(policy.allowCredentials === true ? ["  configuration.setAllowCredentials(true);"] : []),
    ...(maxAge === undefined ? [] : [`  configuration.setMaxAge(${maxAge}L);`]),
    "  var source = new UrlBasedCorsConfigurationSource();",
    '  source.registerCorsConfiguration("/**", configuration);',
    "  return source;",
    "}",
    "",
    "// And in the SecurityFilterChain, so that preflights are answered before anyone has to log in:",
    "// http.cors(Customizer.withDefaults());",
    "",
  ].join("\n");
  return { files: [{ name: "CorsConfig.java", language: "java", text }], deviations };
}
