import type { Draft } from "./emission.ts";
import type { EmittedPolicy } from "./emitted-policy.ts";

/** A Caddyfile's site block. */
export function emitCaddy({
  isPublic,
  expression,
  shared,
  preflight,
  actual,
  everybody,
}: EmittedPolicy): Draft {
  const asked = ["method OPTIONS", "header Origin *", "header Access-Control-Request-Method *"];
  const origin = isPublic ? [] : [`header_regexp Origin ^${expression}$`];
  const matcher = (name: string, lines: readonly string[]): string[] => [
    `@${name} {`,
    ...lines.map((line) => `\t${line}`),
    "}",
  ];
  const set = (name: string, headers: readonly (readonly [string, string])[]): string[] =>
    headers.length === 0
      ? []
      : [`header ${name} {`, ...headers.map(([key, value]) => `\t${key} "${value}"`), "}"];
  const notPreflight = ["not {", ...asked.map((line) => `\t${line}`), "}"];
  const allowOrigin: readonly [string, string] = [
    "Access-Control-Allow-Origin",
    isPublic ? "*" : "{http.request.header.Origin}",
  ];
  const lines = [
    ...(isPublic ? [] : matcher("cors_allowed", origin)),
    ...matcher("cors_preflight", asked),
    ...matcher("cors_preflight_allowed", [...asked, ...origin]),
    ...matcher("cors_actual_allowed", [...origin, ...notPreflight]),
    ...matcher("cors_actual", notPreflight),
    ...(isPublic ? [] : ["header +Vary Origin"]),
    ...set(isPublic ? "*" : "@cors_allowed", [allowOrigin, ...shared]),
    ...set("@cors_preflight_allowed", preflight),
    ...set("@cors_actual_allowed", actual),
    ...set("@cors_actual", everybody),
    ...(isPublic ? [] : ["handle @cors_preflight_allowed {", "\trespond 204", "}"]),
    // It has to be handle: a bare respond comes after every handle, so the preflight would reach the application.
    "handle @cors_preflight {",
    `\trespond ${isPublic ? 204 : 403}`,
    "}",
    "handle {",
    "\treverse_proxy 127.0.0.1:8080 { # your application",
    "\t\theader_down -Access-Control-*",
    ...everybody.map(([name]) => `\t\theader_down -${name}`),
    "\t}",
    "}",
  ];
  const text = ["# In the site block.", ...lines, ""].join("\n");
  return { files: [{ name: "Caddyfile", language: "caddyfile", text }], deviations: [] };
}
