import type { Deviation, Draft } from "./emission.ts";
import type { EmittedPolicy } from "./emitted-policy.ts";
import { literalNames, quotedList, safelisted } from "./names.ts";
import { entryExpression, isPattern } from "./origin-expression.ts";

/** Options of Flask-Cors. */
export function emitFlask({ policy, isPublic, entries }: EmittedPolicy): Draft {
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [], maxAge } = policy;
  const deviations: Deviation[] = [
    {
      field: "allowOrigins",
      direction: "equal",
      message:
        "preflights of refused origins are answered with 200 and without headers, instead of 403",
    },
  ];
  if (allowHeaders === "*" || allowHeaders.includes("*")) {
    deviations.push({
      field: "allowHeaders",
      direction: "looser",
      message: "Flask-Cors takes * to mean whatever was asked for, Authorization included",
    });
  }
  if (allowMethods === "*") {
    deviations.push({
      field: "allowMethods",
      direction: "stricter",
      message: "Flask-Cors has no * for methods: PUT, PATCH and DELETE are listed",
    });
  }
  const methods = allowMethods === "*" ? ["PUT", "PATCH", "DELETE"] : allowMethods;
  const origins = entries.map((entry) =>
    isPattern(entry) ? `r"^${entryExpression(entry)}$"` : `"${entry}"`,
  );
  const text = [
    "# with Flask-Cors",
    "CORS(",
    "    app,",
    `    origins=${isPublic ? '"*"' : `[${origins.join(", ")}]`},`,
    ...(isPublic ? ["    send_wildcard=True,"] : []),
    `    supports_credentials=${policy.allowCredentials === true ? "True" : "False"},`,
    `    methods=[${quotedList([...safelisted, ...methods])}],`,
    `    allow_headers=[${quotedList(literalNames(allowHeaders))}],`,
    `    expose_headers=[${quotedList(literalNames(exposeHeaders))}],`,
    ...(maxAge === undefined ? [] : [`    max_age=${maxAge},`]),
    "    vary_header=True,",
    ")",
    "",
  ].join("\n");
  return { files: [{ name: "app.py", language: "python", text }], deviations };
}
