import type { Draft } from "./emission.ts";
import { corsResponseHeaders, type EmittedPolicy } from "./emitted-policy.ts";

/** `map` and `add_header … always`: no `if` but the two that only return. */
export function emitNginx({
  isPublic,
  expression,
  shared,
  preflight,
  actual,
  everybody,
}: EmittedPolicy): Draft {
  const whenAllowed = (headers: typeof shared, when: string): string[] =>
    headers.map(([name, value]) =>
      map("$cors_preflight$cors_is_allowed", variable(name), [[`"~^${when}1$"`, quoted(value)]]),
    );
  const either = shared.map(([name, value]) =>
    map("$cors_is_allowed", variable(name), [["1", quoted(value)]]),
  );
  const always = everybody.map(([name, value]) =>
    map("$cors_preflight", variable(name), [["0", quoted(value)]]),
  );
  const headers = [
    "Access-Control-Allow-Origin",
    ...[...shared, ...preflight, ...actual, ...everybody].map(([name]) => name),
  ];
  const http = [
    "# include cors-http.conf; in the http block.",
    map("$http_origin", "$cors_has_origin", [
      ['""', "0"],
      ["default", "1"],
    ]),
    map("$http_access_control_request_method", "$cors_has_method", [
      ['""', "0"],
      ["default", "1"],
    ]),
    map("$request_method$cors_has_origin$cors_has_method", "$cors_preflight", [
      ['"~^OPTIONS11$"', "1"],
      ["default", "0"],
    ]),
    isPublic
      ? map("$http_origin", "$cors_is_allowed", [["default", "1"]])
      : map("$http_origin", "$cors_is_allowed", [
          [`"~^${expression}$"`, "1"],
          ["default", "0"],
        ]),
    map("$cors_is_allowed", "$cors_allow_origin", [["1", isPublic ? '"*"' : "$http_origin"]]),
    map("$cors_preflight$cors_is_allowed", "$cors_refused", [
      ['"10"', "1"],
      ["default", "0"],
    ]),
    ...either,
    ...whenAllowed(preflight, "1"),
    ...whenAllowed(actual, "0"),
    ...always,
    "",
  ].join("\n");
  const server = [
    "# include cors-server.conf; in the server block.",
    "# A location that has an add_header or a proxy_hide_header of its own inherits none of these: include it there, too.",
    ...(isPublic ? [] : ["add_header Vary Origin always;"]),
    ...headers.map((name) => `add_header ${name} ${variable(name)} always;`),
    ...[...corsResponseHeaders, ...everybody.map(([name]) => name)].map(
      (name) => `proxy_hide_header ${name};`,
    ),
    ...(isPublic ? [] : ["if ($cors_refused) { return 403; }"]),
    "if ($cors_preflight) { return 204; }",
    "",
  ].join("\n");
  return {
    files: [
      { name: "cors-http.conf", language: "nginx", text: http },
      { name: "cors-server.conf", language: "nginx", text: server },
    ],
    deviations: [],
  };
}

/** A variable of its own for each header: one that is empty is not sent. */
const variable = (name: string): string =>
  `$cors_${name.toLowerCase().replace("access-control-", "").replaceAll("-", "_")}`;

function map(source: string, name: string, lines: readonly (readonly [string, string])[]): string {
  const from = source.startsWith("$") && source.includes("$", 1) ? `"${source}"` : source;
  return `map ${from} ${name} { ${lines.map((line) => `${line.join(" ")};`).join(" ")} }`;
}

/** Header names and values are tokens, digits and commas: nothing in them means anything to nginx within quotes. */
const quoted = (value: string): string => `"${value}"`;
