import type { Deviation, Draft } from "./emission.ts";
import { corsResponseHeaders, type EmittedPolicy } from "./emitted-policy.ts";
import { literalNames, safelisted } from "./names.ts";
import { entryExpression, isPattern } from "./origin-expression.ts";

/** The CORS filter, with what it lacks: `Vary`, and silence of the upstream. */
export function emitEnvoy({ policy, isPublic, entries }: EmittedPolicy): Draft {
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [], maxAge } = policy;
  const deviations: Deviation[] = [
    {
      field: "allowOrigins",
      direction: "equal",
      message:
        "Envoy answers preflights with 200, those of refused origins too; without its headers a browser refuses them all the same",
    },
  ];
  if (isPublic) {
    deviations.push({
      field: "allowOrigins",
      direction: "equal",
      message: "Envoy sends the origin back instead of *, and nothing to requests without Origin",
    });
  }
  if (allowHeaders === "*" || allowHeaders.includes("*")) {
    deviations.push({
      field: "allowHeaders",
      direction: "looser",
      message: "Envoy takes * to mean whatever was asked for, Authorization included",
    });
  }
  const matchers = isPublic
    ? [`        - exact: "*"`]
    : entries.map((entry) =>
        isPattern(entry)
          ? `        - safe_regex: { regex: '${entryExpression(entry)}' }`
          : `        - exact: "${entry}"`,
      );
  const names = (field: string, list: "*" | readonly string[]): string[] =>
    list.length === 0 ? [] : [`      ${field}: "${literalNames(list).join(", ")}"`];
  const text = [
    "# Before the router among the HTTP filters. header_mutation comes first, so that it has the last word on responses.",
    "http_filters:",
    "- name: envoy.filters.http.header_mutation",
    "  typed_config:",
    '    "@type": type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation',
    "    mutations:",
    "      response_mutations:",
    "      - append: { header: { key: vary, value: Origin }, append_action: APPEND_IF_EXISTS_OR_ADD }",
    "- name: envoy.filters.http.cors",
    '  typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors }',
    "",
    "# On the virtual host.",
    "response_headers_to_remove:",
    ...corsResponseHeaders.map((name) => `- ${name.toLowerCase()}`),
    "typed_per_filter_config:",
    "  envoy.filters.http.cors:",
    '    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy',
    "    allow_origin_string_match:",
    ...matchers.map((line) => line.slice(4)),
    ...names("allow_methods", allowMethods === "*" ? "*" : [...safelisted, ...allowMethods]).map(
      (line) => line.slice(2),
    ),
    ...names("allow_headers", allowHeaders).map((line) => line.slice(2)),
    ...names("expose_headers", exposeHeaders).map((line) => line.slice(2)),
    ...(maxAge === undefined ? [] : [`    max_age: "${maxAge}"`]),
    `    allow_credentials: ${policy.allowCredentials === true}`,
    "    forward_not_matching_preflights: false",
    "    filter_enabled: { default_value: { numerator: 100, denominator: HUNDRED } }",
    "",
  ].join("\n");
  return { files: [{ name: "envoy.yaml", language: "yaml", text }], deviations };
}
