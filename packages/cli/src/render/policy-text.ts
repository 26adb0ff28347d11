import type { Policy } from "@crosswalk/cors";

/** A policy as one writes it, line by line. */
export function policyText(policy: Policy): string[] {
  const fields = Object.entries(policy).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value)},`,
  );
  return ["cors({", ...fields, "})"];
}
