import { compilePolicy } from "./compile-policy.ts";
import { CompiledPolicy } from "./compiled-policy.ts";
import type { OriginVerdict } from "./decide.ts";
import type { RequestTarget } from "./origin-resolver.ts";
import { PolicyError } from "./policy-error.ts";
import { jsonPointer, policyIssue, quoteValue } from "./policy-issue.ts";

/** Names the policy for a request; null for a request that is shared with no one. */
export type SelectPolicy<Name extends string> = (target: RequestTarget) => Name | null;

/** The policy of one request. `verdict` refuses every origin where there is none. */
export interface Selection {
  readonly policy: CompiledPolicy;
  readonly name: string | null;
  readonly verdict: OriginVerdict | null;
}

/** The compiled policies of a guard, by name. The only policy of a guard without `select` has the name `""`. */
export type NamedPolicies = ReadonlyMap<string, CompiledPolicy>;

/** Asks the user's `select` for the policy of a request. Never throws; whatever is no name of a policy refuses. */
export function selectPolicy(
  policies: NamedPolicies,
  select: SelectPolicy<string>,
  target: RequestTarget,
  onError: (error: unknown) => void,
): Selection {
  let name: unknown;
  try {
    name = select(target);
  } catch (error) {
    onError(error);
    return { policy: closed(), name: null, verdict: "select-failed" };
  }
  if (name === null || name === undefined) {
    return { policy: closed(), name: null, verdict: "no-policy-selected" };
  }
  if (typeof name === "string") {
    const policy = policies.get(name);
    if (policy !== undefined) return { policy, name, verdict: null };
  }
  // An async function is the likeliest mistake, and what it rejects with must not end the process.
  if (name instanceof Promise) name.catch(onError);
  const known = [...policies.keys()].map(quoteValue).join(", ");
  onError(new TypeError(`select: returned ${quoteValue(name)}; the policies are ${known}`));
  return { policy: closed(), name: null, verdict: "select-failed" };
}

/** The policy of a request for which there is none: it lists no origin. */
function closed(): CompiledPolicy {
  return (closedPolicy ??= compilePolicy({ allowOrigins: [] }, { mayBeEmpty: true }));
}
let closedPolicy: CompiledPolicy | undefined;

/**
 * Compiles every policy of a guard.
 *
 * @throws PolicyError with the mistakes of all of them, each path led by the policy's name
 */
export function compilePolicies(
  policies: Readonly<Record<string, unknown>>,
  hasResolver: boolean,
): NamedPolicies {
  const compiled = new Map<string, CompiledPolicy>();
  const refused: PolicyError[] = [];
  for (const [name, input] of Object.entries(policies)) {
    try {
      compiled.set(name, compileOne(input, hasResolver));
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      refused.push(name === "" ? error : within(name, error));
    }
  }
  const [first, ...others] = refused;
  if (first === undefined) return compiled;
  throw others.length === 0 ? first : new PolicyError(refused.flatMap((error) => error.issues));
}

function compileOne(input: unknown, hasResolver: boolean): CompiledPolicy {
  const compiled =
    input instanceof CompiledPolicy ? input : compilePolicy(input, { mayBeEmpty: hasResolver });
  if (hasResolver && compiled.policy.allowOrigins === "*") {
    throw new PolicyError([
      policyIssue("guard/resolver-with-wildcard", ["resolveOrigin"], undefined),
    ]);
  }
  return compiled;
}

/** The same error, with the policy's name before every path. */
function within(name: string, error: PolicyError): PolicyError {
  return new PolicyError(
    error.issues.map((issue) => ({
      ...issue,
      path: [name, ...issue.path],
      message: `${name}.${issue.message}`,
      fix:
        issue.fix?.map((operation) => ({
          ...operation,
          path: `${jsonPointer([name])}${operation.path}`,
        })) ?? null,
    })),
  );
}

/**
 * The policies of a guard with `select`, by name.
 *
 * @throws TypeError if it is no object with policies in it
 */
export function namedPolicies(input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input === "object" && input !== null && !Array.isArray(input)) {
    if (Object.keys(input).length > 0) return { ...input };
  }
  throw new TypeError(
    `policies: ${quoteValue(input)} is not an object with policies in it; with select, write one for each name that select returns`,
  );
}
