import type { CheckedPolicy } from "./checked-policy.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import { CorsGuard } from "./cors-guard.ts";
import type { GuardOptions } from "./cors-guard.ts";
import { namedPolicies } from "./policy-selector.ts";
import type { SelectPolicy } from "./policy-selector.ts";
import type { Policy } from "./policy.ts";

/** What stands beside several policies. */
export interface SelectOptions<Name extends string> extends GuardOptions {
  /** Names the policy for each request, so that a preflight and the request after it meet the same one. */
  readonly select: SelectPolicy<Name>;
}

/** Policies by name, each checked as if it stood alone. */
export type CheckedPolicies<M extends Record<string, Policy | CompiledPolicy>> = {
  readonly [Name in keyof M]: M[Name] extends Policy ? CheckedPolicy<M[Name]> : M[Name];
};

/**
 * Makes a guard: a policy, and beside it what is not data.
 *
 *     createCors({ allowOrigins: ["https://app.example.com"] }, { onDecision: log })
 *     createCors({ allowOrigins: [] }, { resolveOrigin: async (origin) => tenants.has(origin) })
 *     createCors({ public: { allowOrigins: "*" }, account: { … } }, { select: ({ path }) => … })
 *
 * @throws PolicyError with every mistake of the policy
 */
export function createCors(policy: CompiledPolicy, options?: GuardOptions): CorsGuard;
export function createCors<const P extends Policy>(
  policy: P & CheckedPolicy<P, "may-be-empty">,
  options: GuardOptions & { readonly resolveOrigin: NonNullable<GuardOptions["resolveOrigin"]> },
): CorsGuard;
export function createCors<const M extends Record<string, Policy | CompiledPolicy>>(
  policies: M & CheckedPolicies<M>,
  options: SelectOptions<keyof M & string>,
): CorsGuard;
// The last overload is the one whose refusal the compiler prints, so the usual call comes last.
export function createCors<const P extends Policy>(
  policy: P & CheckedPolicy<P>,
  options?: Omit<GuardOptions, "resolveOrigin">,
): CorsGuard;
export function createCors(
  input: unknown,
  options: GuardOptions & { readonly select?: SelectPolicy<string> } = {},
): CorsGuard {
  const { select, ...rest } = options;
  if (select === undefined) return new CorsGuard({ "": input }, null, rest);
  return new CorsGuard(namedPolicies(input), select, rest);
}
