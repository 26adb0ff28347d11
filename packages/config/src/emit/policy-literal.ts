import type { Policy } from "@crosswalk/cors";

/** A policy as one writes it in TypeScript. */
export function policyLiteral(policy: Policy, indent = ""): string {
  const lines = Object.entries(policy).map(
    ([name, value]) => `${indent}  ${name}: ${literal(value, `${indent}  `)},`,
  );
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function literal(value: unknown, indent: string): string {
  if (Array.isArray(value)) return `[${value.map((one) => JSON.stringify(one)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const lines = Object.entries(value).map(
      ([name, member]) => `${indent}  ${name}: ${JSON.stringify(member)},`,
    );
    return `{\n${lines.join("\n")}\n${indent}}`;
  }
  return JSON.stringify(value);
}
