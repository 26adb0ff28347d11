// The public API of `@crosswalk/cors`, in one place.

export { applyFix } from "./apply-fix.ts";
export { checkPolicy } from "./check-policy.ts";
export type { CheckOptions, PolicyReport } from "./check-policy.ts";
export type { CheckedPolicy } from "./checked-policy.ts";
export { comparePolicies } from "./compare-policies.ts";
export type { GrantWitness, PolicyGrant } from "./compare-policies.ts";
export { compilePolicy, decompile } from "./compile-policy.ts";
export type { CompiledPolicy } from "./compiled-policy.ts";
export type { CorsGuard } from "./cors-guard.ts";
export type { GuardFacts, GuardMode, GuardOptions } from "./cors-guard.ts";
export type { DecisionReport } from "./decision-report.ts";
export type { SelectPolicy } from "./policy-selector.ts";
export { createCors } from "./create-cors.ts";
export type { CheckedPolicies, SelectOptions } from "./create-cors.ts";
export { decide } from "./decide.ts";
export type { OriginVerdict } from "./decide.ts";
export type { Decision, DecisionReason, RequestFacts, VaryNames } from "./decision.ts";
export type { PolicySource } from "./guard-of.ts";
export type { OriginResolverOptions, RequestTarget, ResolveOrigin } from "./origin-resolver.ts";
export { parseOrigins } from "./parse-origins.ts";
export type { ParsedOrigin } from "./parse-origins.ts";
export type { Dangerously, Policy } from "./policy.ts";
export { PolicyError } from "./policy-error.ts";
export { policyIssueCodes } from "./policy-issue.ts";
export type { PatchOperation, PolicyIssue, PolicyPath } from "./policy-issue.ts";
export type { PolicyIssueCode } from "./policy-issue-code.ts";
export { mergeVary } from "./vary.ts";
