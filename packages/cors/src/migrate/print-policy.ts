import type { Policy } from "../policy/policy.ts";

/**
 * A policy as code to paste.
 *
 * @param adapter the adapter to import: `express` for one
 */
export function printPolicy(policy: Policy, adapter: string): string {
  const fields = Object.entries(policy).map(
    ([name, value]: [string, unknown]) => `  ${name}: ${printValue(value)},`,
  );
  return [
    `import { cors } from "@crosswalk/cors/${adapter}";`,
    "",
    "cors({",
    ...fields,
    "});",
  ].join("\n");
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, inner]) => `${name}: ${printValue(inner)}`);
  return `{ ${fields.join(", ")} }`;
}
