import {
  type CompiledPolicy,
  compilePolicy,
  decide,
  decompile,
  type Policy,
} from "@crosswalk/cors";
import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { originExpression, originWithin } from "./origin-expression.ts";

/** A policy as the emitters need it: what `decide` answers, told apart by when it answers so. */
export interface EmittedPolicy {
  readonly policy: Policy;
  /** Whether everybody may read: `allowOrigins: "*"`. */
  readonly isPublic: boolean;
  /** The entries of `allowOrigins`; none if the policy is public. */
  readonly entries: readonly string[];
  /** Matches the whole of each origin that is allowed. */
  readonly expression: string;
  /** Beside `Access-Control-Allow-Origin`, on whatever goes to an allowed origin. */
  readonly shared: HeaderEntries;
  /** Beside these, on answers to an allowed origin's preflights. */
  readonly preflight: HeaderEntries;
  /** Beside these, on all other responses to an allowed origin. */
  readonly actual: HeaderEntries;
  /** On all responses but preflights', whoever asks. */
  readonly everybody: HeaderEntries;
  /** Whether what was asked for is repeated: `*` with credentials. */
  readonly repeats: boolean;
}

/** @throws PolicyError if the policy is wrong */
export function emittedPolicy(given: Policy | CompiledPolicy): EmittedPolicy {
  const compiled = compilePolicy(isCompiled(given) ? decompile(given) : given);
  const policy = decompile(compiled);
  const isPublic = policy.allowOrigins === "*";
  const entries = policy.allowOrigins === "*" ? [] : policy.allowOrigins;
  const origin = isPublic ? "https://a.example" : originWithin(entries[0]!);

  const answers = (method: string, from: string | null): HeaderEntries =>
    decide(compiled, {
      method,
      origin: from,
      accessControlRequestMethod: method === "OPTIONS" ? "GET" : null,
      accessControlRequestHeaders: null,
    }).headers.filter(([name]) => name !== "Access-Control-Allow-Origin");
  const without = (headers: HeaderEntries, ...others: HeaderEntries[]): HeaderEntries =>
    headers.filter(([name]) => !others.flat().some(([other]) => other === name));

  const credentials = (headers: HeaderEntries): HeaderEntries =>
    headers.filter(([name]) => name === "Access-Control-Allow-Credentials");
  const actual = answers("GET", origin);
  const shared = credentials(actual);
  const everybody = answers("GET", null).filter(([name]) => !name.startsWith("Access-Control-"));
  return {
    policy,
    isPublic,
    entries,
    expression: originExpression(entries),
    shared,
    preflight: without(answers("OPTIONS", origin), shared),
    actual: without(actual, shared, everybody),
    everybody,
    repeats:
      policy.allowCredentials === true &&
      (isStar(policy.allowMethods) || isStar(policy.allowHeaders)),
  };
}

const isStar = (names: "*" | readonly string[] | undefined): boolean =>
  names === "*" || names?.includes("*") === true;

const isCompiled = (given: Policy | CompiledPolicy): given is CompiledPolicy => "policy" in given;

/** The names of every header that CORS answers with: whatever an upstream says of them is taken away. */
export const corsResponseHeaders = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Expose-Headers",
  "Access-Control-Max-Age",
] as const;
