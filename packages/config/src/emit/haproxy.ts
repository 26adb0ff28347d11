import type { Draft } from "./emission.ts";
import type { EmittedPolicy } from "./emitted-policy.ts";

/** `http-after-response` covers HAProxy's own answers too; HAProxy 2.2 or later. */
export function emitHaproxy({
  isPublic,
  expression,
  shared,
  preflight,
  actual,
  everybody,
}: EmittedPolicy): Draft {
  const allowed = isPublic ? "" : " { var(txn.cors_ok) -m bool }";
  const isPreflight = "{ var(txn.cors_preflight) -m bool }";
  const set = (headers: typeof shared, ...conditions: string[]): string[] => {
    const all = conditions
      .filter((condition) => condition !== "")
      .join(" ")
      .trim();
    return headers.map(
      ([name, value]) =>
        `http-after-response set-header ${name} "${value}"${all === "" ? "" : ` if ${all}`}`,
    );
  };
  const text = [
    "# In the frontend. What a request says is gone when its response comes, so it is kept in variables.",
    ...(isPublic
      ? []
      : [
          "http-request set-var(txn.origin) req.fhdr(origin)",
          `http-request set-var(txn.cors_ok) bool(true) if { req.fhdr_cnt(origin) 1 } { req.fhdr(origin) -m reg ^${expression}$ }`,
        ]),
    "http-request set-var(txn.cors_preflight) bool(true) if METH_OPTIONS { req.fhdr(origin) -m found } { req.fhdr(access-control-request-method) -m found }",
    ...(isPublic
      ? []
      : [`http-request return status 403 if ${isPreflight} !{ var(txn.cors_ok) -m bool }`]),
    `http-request return status 204 if ${isPreflight}`,
    "http-response del-header access-control- -m beg",
    ...everybody.map(([name]) => `http-response del-header ${name}`),
    ...(isPublic ? [] : ["http-after-response add-header Vary Origin"]),
    isPublic
      ? 'http-after-response set-header Access-Control-Allow-Origin "*"'
      : `http-after-response set-header Access-Control-Allow-Origin %[var(txn.origin)] if${allowed}`,
    ...set(shared, allowed),
    ...set(preflight, allowed, isPreflight),
    ...set(actual, allowed, `!${isPreflight}`),
    ...set(everybody, `!${isPreflight}`),
    "",
  ].join("\n");
  return { files: [{ name: "haproxy.cfg", language: "haproxy", text }], deviations: [] };
}
