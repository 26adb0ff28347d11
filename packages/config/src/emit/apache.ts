import type { Draft } from "./emission.ts";
import { corsResponseHeaders, type EmittedPolicy } from "./emitted-policy.ts";

/** mod_setenvif, mod_headers and mod_rewrite, in a virtual host. */
export function emitApache({
  isPublic,
  expression,
  shared,
  preflight,
  actual,
  everybody,
}: EmittedPolicy): Draft {
  const set = (headers: typeof shared, when: string): string[] =>
    headers.map(([name, value]) => `Header always set ${name} "${value}" ${when}`);
  const text = [
    "# In the virtual host. Needs mod_setenvif, mod_headers and mod_rewrite.",
    isPublic
      ? 'SetEnvIf Request_URI "^" CORS_ORIGIN=*'
      : `SetEnvIf Origin "^(${expression})$" CORS_ORIGIN=$1`,
    `SetEnvIfExpr "%{REQUEST_METHOD} == 'OPTIONS' && -n req_novary('Origin') && -n req_novary('Access-Control-Request-Method')" CORS_PREFLIGHT`,
    `SetEnvIfExpr "-n reqenv('CORS_ORIGIN') && -n reqenv('CORS_PREFLIGHT')" CORS_PREFLIGHT_ALLOWED`,
    `SetEnvIfExpr "-n reqenv('CORS_ORIGIN') && -z reqenv('CORS_PREFLIGHT')" CORS_ACTUAL_ALLOWED`,
    "",
    "# What the application says itself is in another table than what is set with always.",
    ...[...corsResponseHeaders, ...everybody.map(([name]) => name)].map(
      (name) => `Header onsuccess unset ${name}`,
    ),
    ...(isPublic ? [] : ["Header always merge Vary Origin"]),
    `Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN`,
    ...set(shared, "env=CORS_ORIGIN"),
    ...set(preflight, "env=CORS_PREFLIGHT_ALLOWED"),
    ...set(actual, "env=CORS_ACTUAL_ALLOWED"),
    ...set(everybody, "env=!CORS_PREFLIGHT"),
    "",
    "RewriteEngine On",
    ...(isPublic
      ? []
      : [
          "RewriteCond %{ENV:CORS_PREFLIGHT} .",
          "RewriteCond %{ENV:CORS_ORIGIN} ^$",
          "RewriteRule ^ - [F,L]",
        ]),
    "RewriteCond %{ENV:CORS_PREFLIGHT} .",
    "RewriteRule ^ - [R=204,L]",
    "",
  ].join("\n");
  return { files: [{ name: "apache.conf", language: "apache", text }], deviations: [] };
}
