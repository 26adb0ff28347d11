import { CompiledPolicy } from "./compiled-policy.ts";
import { compilePolicy } from "./compile-policy.ts";
import { decide } from "./decide.ts";
import type { RequestFacts } from "./decision.ts";
import { freshName, witnessOrigins } from "./witness-origins.ts";
import type { Policy } from "./policy.ts";

/** Something a policy grants that another did not. */
export interface PolicyGrant {
  readonly kind:
    | "origin"
    | "credentials"
    | "method"
    | "request-header"
    | "response-header"
    | "timing"
    | "resource-policy";
  /** The entry, name or value that grants it: `"https://*.example.com"`, `"PUT"`, `"*"`. */
  readonly value: string;
  /** A request that shows it: granted now, and not before. */
  readonly witness: GrantWitness;
}

export interface GrantWitness extends RequestFacts {
  /** The credentials mode with which the response can be read. */
  readonly credentialsMode: "include" | "omit";
  /** The response header that can be read, where that is what was granted; else null. */
  readonly responseHeader: string | null;
}

/**
 * What the new policy grants that the old one did not, with a witness request for each. An empty list means that nobody gains
 * anything: whatever `after` lets a page do, `before` let it do.
 *
 * How long a preflight is cached is no grant, and is not compared.
 *
 * @throws PolicyError if either policy is wrong
 */
export function comparePolicies(
  before: Policy | CompiledPolicy,
  after: Policy | CompiledPolicy,
): readonly PolicyGrant[] {
  const old =
    before instanceof CompiledPolicy ? before : compilePolicy(before, { mayBeEmpty: true });
  const now = after instanceof CompiledPolicy ? after : compilePolicy(after, { mayBeEmpty: true });
  const origins = witnessOrigins(old.policy, now.policy);
  const shared =
    origins.find(({ origin }) => allows(old, origin) && allows(now, origin))?.origin ?? null;
  return [
    ...newOrigins(old, now, origins),
    // What an origin may do that was refused before is told by the grant above.
    ...(shared === null ? [] : newPermissions(old, now, shared)),
    ...newConstants(old.policy, now.policy),
  ];
}

function allows(compiled: CompiledPolicy, origin: string): boolean {
  return decide(compiled, simpleRequest(origin)).error === null;
}

function simpleRequest(origin: string): RequestFacts {
  return {
    method: "GET",
    origin,
    accessControlRequestMethod: null,
    accessControlRequestHeaders: null,
  };
}

function newOrigins(
  old: CompiledPolicy,
  now: CompiledPolicy,
  origins: readonly { readonly entry: string; readonly origin: string }[],
): PolicyGrant[] {
  const grants = new Map<string, PolicyGrant>();
  for (const { entry, origin } of origins) {
    if (grants.has(entry) || !listed(now.policy, entry)) continue;
    if (allows(old, origin) || !allows(now, origin)) continue;
    grants.set(entry, {
      kind: "origin",
      value: entry,
      witness: witnessOf(now, simpleRequest(origin)),
    });
  }
  return [...grants.values()];
}

function listed(policy: Policy, entry: string): boolean {
  return policy.allowOrigins === entry || policy.allowOrigins.includes(entry);
}

function witnessOf(
  now: CompiledPolicy,
  facts: RequestFacts,
  responseHeader: string | null = null,
): GrantWitness {
  const credentialsMode = now.policy.allowCredentials === true ? "include" : "omit";
  return { ...facts, credentialsMode, responseHeader };
}

function newPermissions(old: CompiledPolicy, now: CompiledPolicy, origin: string): PolicyGrant[] {
  const grants: PolicyGrant[] = [];
  const simple = simpleRequest(origin);
  if (now.policy.allowCredentials === true && old.policy.allowCredentials !== true) {
    grants.push({ kind: "credentials", value: "true", witness: witnessOf(now, simple) });
  }
  const preflight = { ...simple, method: "OPTIONS", accessControlRequestMethod: "GET" };
  for (const { value, name } of candidates(
    now.policy.allowMethods,
    old.policy.allowMethods,
    "CHICKEN",
  )) {
    const facts = { ...preflight, accessControlRequestMethod: name };
    if (gains(old, now, facts))
      grants.push({ kind: "method", value, witness: witnessOf(now, facts) });
  }
  for (const { value, name } of candidates(
    now.policy.allowHeaders,
    old.policy.allowHeaders,
    "x-chicken",
  )) {
    const facts = { ...preflight, accessControlRequestHeaders: name.toLowerCase() };
    if (gains(old, now, facts))
      grants.push({ kind: "request-header", value, witness: witnessOf(now, facts) });
  }
  for (const { value, name } of candidates(
    now.policy.exposeHeaders,
    old.policy.exposeHeaders,
    "x-chicken",
  )) {
    if (exposes(old.policy, name) || !exposes(now.policy, name)) continue;
    grants.push({ kind: "response-header", value, witness: witnessOf(now, simple, name) });
  }
  return grants;
}

function gains(old: CompiledPolicy, now: CompiledPolicy, facts: RequestFacts): boolean {
  return decide(now, facts).error === null && decide(old, facts).error !== null;
}

type Names = "*" | readonly string[] | undefined;

/** A name for each entry of a list; for `*`, one that neither list spells out. */
function candidates(
  now: Names,
  old: Names,
  stem: string,
): readonly { value: string; name: string }[] {
  const taken = new Set([...listOf(now), ...listOf(old)].map((name) => name.toLowerCase()));
  return listOf(now).map((value) => ({
    value,
    name: value === "*" ? freshName(stem, taken) : value,
  }));
}

function listOf(names: Names): readonly string[] {
  return names === "*" ? ["*"] : (names ?? []);
}

function exposes({ exposeHeaders }: Policy, name: string): boolean {
  if (exposeHeaders === "*") return true;
  return exposeHeaders?.some((exposed) => exposed.toLowerCase() === name.toLowerCase()) === true;
}

function newConstants(old: Policy, now: Policy): PolicyGrant[] {
  const grants: PolicyGrant[] = [];
  for (const value of listOf(now.timingAllowOrigin)) {
    if (old.timingAllowOrigin === "*" || old.timingAllowOrigin?.includes(value) === true) continue;
    const origin = value === "*" ? "https://witness.example" : value;
    grants.push({
      kind: "timing",
      value,
      witness: { ...simpleRequest(origin), credentialsMode: "omit", responseHeader: null },
    });
  }
  const value = now.crossOriginResourcePolicy;
  if (openness(value) > openness(old.crossOriginResourcePolicy)) {
    const witness = {
      ...simpleRequest("https://witness.example"),
      origin: null,
      credentialsMode: "include",
      responseHeader: null,
    } as const;
    grants.push({ kind: "resource-policy", value: value ?? "none", witness });
  }
  return grants;
}

/** No header is as open as `cross-origin`, but for pages that require one. */
function openness(policy: Policy["crossOriginResourcePolicy"]): number {
  return ["same-origin", "same-site", "cross-origin"].indexOf(policy ?? "cross-origin");
}
