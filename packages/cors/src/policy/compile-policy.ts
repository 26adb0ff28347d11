import { checkPolicy } from "./check-policy.ts";
import type { CheckOptions } from "./check-policy.ts";
import { CompiledPolicy } from "./compiled-policy.ts";
import { PolicyError } from "./policy-error.ts";
import type { Policy } from "./policy.ts";

/**
 * Checks a policy of any provenance and compiles it. What is returned never changes, whatever happens to the input later.
 *
 * @param input a policy, or anything that claims to be one: parsed JSON or YAML, for instance
 * @throws PolicyError with every mistake, if there is one
 */
export function compilePolicy(input: unknown, options: CheckOptions = {}): CompiledPolicy {
  // Copied before it is checked, so that what was checked is what is used, whatever getters and proxies do.
  const copy = copyData(input, MAX_DEPTH);
  const { issues, warnings } = checkPolicy(copy, options);
  if (issues.length > 0) throw new PolicyError(issues, warnings);
  // The check has established the type.
  return new CompiledPolicy(freeze(copy as Policy), warnings);
}

/** The policy that was compiled, as frozen data. Compiling it again gives a policy that decides identically. */
export function decompile(compiled: CompiledPolicy): Policy {
  return compiled.policy;
}

/** No valid policy is deeper than `dangerously.allowNullOrigin`; what lies deeper is refused whatever it is. */
const MAX_DEPTH = 2;

function copyData(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || value instanceof RegExp || depth === 0)
    return value;
  if (Array.isArray(value)) return Array.from(value, (element) => copyData(element, depth - 1));
  // Fields that are undefined are as good as left out: `maxAge: undefined` is how optional values are passed on.
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.map(([name, field]) => [name, copyData(field, depth - 1)]));
}

function freeze(policy: Policy): Policy {
  for (const field of Object.values(policy)) if (typeof field === "object") Object.freeze(field);
  return Object.freeze(policy);
}
