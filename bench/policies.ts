import { compilePolicy } from "@crosswalk/cors";
import type { CompiledPolicy, Policy } from "@crosswalk/cors";

import type { Scale } from "./scale.ts";
import { allowHeaders, allowMethods, maxAge } from "./situation.ts";

/** What our contestants are told to allow. */
export function policyOf(allowOrigins: Policy["allowOrigins"]): Policy {
  return { allowOrigins, allowCredentials: true, allowMethods, allowHeaders, maxAge };
}

const compiled = new Map<Scale, CompiledPolicy>();

/** One compiled policy for each scale, as one guard has for a whole application. */
export function compiledPolicy(scale: Scale): CompiledPolicy {
  let policy = compiled.get(scale);
  if (policy === undefined) {
    policy = compilePolicy(policyOf(scale.allowOrigins));
    compiled.set(scale, policy);
  }
  return policy;
}
