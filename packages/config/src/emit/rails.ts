import type { Deviation, Draft } from "./emission.ts";
import type { EmittedPolicy } from "./emitted-policy.ts";
import { literalNames, quotedList, safelisted } from "./names.ts";
import { entryExpression, isPattern } from "./origin-expression.ts";

/** rack-cors, before everything else in the stack. */
export function emitRails({ policy, isPublic, entries }: EmittedPolicy): Draft {
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [], maxAge } = policy;
  const deviations: Deviation[] = [
    {
      field: "allowOrigins",
      direction: "equal",
      message:
        "preflights of refused origins are answered with 200 and without headers, instead of 403",
    },
  ];
  const anyHeader = allowHeaders === "*" || allowHeaders.includes("*");
  if (anyHeader) {
    deviations.push({
      field: "allowHeaders",
      direction: "looser",
      message: "rack-cors takes :any to mean whatever was asked for, Authorization included",
    });
  }
  if (allowMethods === "*") {
    deviations.push({
      field: "allowMethods",
      direction: "stricter",
      message: "rack-cors knows the registered methods only",
    });
  }
  const origins = entries.map((entry) =>
    isPattern(entry) ? `%r{\\A${entryExpression(entry)}\\z}` : `"${entry}"`,
  );
  const methods = allowMethods === "*" ? ["PUT", "PATCH", "DELETE"] : allowMethods;
  const symbols = [...safelisted, ...methods].map((name) => `:${name.toLowerCase()}`);
  const text = [
    "# config/initializers/cors.rb, with rack-cors",
    "Rails.application.config.middleware.insert_before 0, Rack::Cors do",
    "  allow do",
    `    origins ${isPublic ? '"*"' : origins.join(", ")}`,
    '    resource "*",',
    `      headers: ${anyHeader ? ":any" : `[${quotedList(literalNames(allowHeaders))}]`},`,
    `      methods: [${symbols.join(", ")}],`,
    `      expose: [${quotedList(literalNames(exposeHeaders))}],`,
    ...(maxAge === undefined ? [] : [`      max_age: ${maxAge},`]),
    `      credentials: ${policy.allowCredentials === true}`,
    "  end",
    "end",
    "",
  ].join("\n");
  return { files: [{ name: "config/initializers/cors.rb", language: "ruby", text }], deviations };
}
