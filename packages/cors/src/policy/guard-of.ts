import type { CheckedPolicy } from "./checked-policy.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import { CorsGuard } from "./cors-guard.ts";
import type { Policy } from "./policy.ts";

/**
 * What every adapter takes: a policy, a compiled policy, or a guard. Use it as the parameter of a function that is generic over the
 * policy's literal type: `function cors<const P extends Policy>(source: PolicySource<P>)`.
 */
export type PolicySource<P extends Policy> = (P & CheckedPolicy<P>) | CompiledPolicy | CorsGuard;

/**
 * The guard of whatever an adapter was given.
 *
 * @throws PolicyError with every mistake, if it was a policy
 */
export function guardOf(source: Policy | CompiledPolicy | CorsGuard): CorsGuard {
  return source instanceof CorsGuard ? source : new CorsGuard({ "": source }, null, {});
}
