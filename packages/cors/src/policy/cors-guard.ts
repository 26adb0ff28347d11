import { compilePolicy } from "./compile-policy.ts";
import { CompiledPolicy } from "./compiled-policy.ts";
import { decide } from "./decide.ts";
import type { OriginVerdict } from "./decide.ts";
import type { Decision, RequestFacts } from "./decision.ts";
import { mayBeResolved, OriginResolver } from "./origin-resolver.ts";
import type { OriginResolverOptions, RequestTarget, ResolveOrigin } from "./origin-resolver.ts";
import { PolicyError } from "./policy-error.ts";
import { policyIssue } from "./policy-issue.ts";
import { requestPath } from "./request-path.ts";

/** What a guard needs to know of a request: what the policy decides on, and where it goes. */
export interface GuardFacts extends RequestFacts {
  /** The value of `Host` (or `:authority`), or null. */
  readonly host: string | null;
  /** The request target or URL, as received. */
  readonly url: string;
}

/** What `onDecision` is told, after every decision. Header values are the request's own: bounded and printable. */
export interface DecisionReport {
  readonly decision: Decision;
  /** The `Origin`, with everything unprintable escaped; null where there is none. */
  readonly origin: string | null;
  readonly host: string | null;
  readonly path: string;
  /** The request method; for a preflight, `OPTIONS`. */
  readonly method: string;
  /** The name of the policy that `select` chose; null where there is one policy, or none was chosen. */
  readonly policyName: string | null;
  readonly mode: GuardMode;
}

/** `"report-only"` decides and reports, but leaves every response as the application made it. */
export type GuardMode = "enforce" | "report-only";

export interface GuardOptions {
  /** Told of every decision. What it throws goes to `onError`; it can change nothing. */
  readonly onDecision?: (report: DecisionReport) => void;
  /** Told of what `resolveOrigin`, `select` and `onDecision` throw. The request is refused, or goes on, without it. */
  readonly onError?: (error: unknown) => void;
  /** Decides about origins that the policy does not list. */
  readonly resolveOrigin?: ResolveOrigin | OriginResolverOptions;
  /** `"enforce"` when left out. */
  readonly mode?: GuardMode;
}

/** Names the policy for a request; null for a request that is shared with no one. */
export type SelectPolicy<Name extends string> = (target: RequestTarget) => Name | null;

/** A policy at work: what every adapter takes, and what decides each request. */
export class CorsGuard {
  readonly mode: GuardMode;
  #policies: ReadonlyMap<string, CompiledPolicy>;
  readonly #select: SelectPolicy<string> | null;
  readonly #resolver: OriginResolver | null;
  readonly #onDecision: ((report: DecisionReport) => void) | null;
  readonly #onError: (error: unknown) => void;

  /** @internal Use `createCors`. */
  constructor(
    policies: Record<string, unknown>,
    select: SelectPolicy<string> | null,
    options: GuardOptions,
  ) {
    const { resolveOrigin, onDecision, onError, mode = "enforce" } = options;
    if (mode !== "enforce" && mode !== "report-only") {
      throw new TypeError(
        `mode: ${JSON.stringify(mode)} is not a mode; write "enforce" or "report-only"`,
      );
    }
    for (const [name, value] of Object.entries({
      onDecision,
      onError,
      select: select ?? undefined,
    })) {
      if (value === undefined || typeof value === "function") continue;
      throw new TypeError(
        `${name}: a ${typeof value} is not a function; write one, or leave it out`,
      );
    }
    this.mode = mode;
    this.#onError = (error) =>
      callSafely(onError, error, () => {
        // There is no one left to tell, and a request must not fail for want of a log.
      });
    this.#select = select;
    this.#onDecision = onDecision ?? null;
    this.#resolver = makeResolver(resolveOrigin, this.#onError);
    this.#policies = this.#compile(policies);
  }

  /** The compiled policies, by name. The only policy of a guard without `select` has the name `""`. */
  get policies(): ReadonlyMap<string, CompiledPolicy> {
    return this.#policies;
  }

  /**
   * Swaps the policy (or, with `select`, all policies) for another, between two requests. Where the new one is wrong the old one
   * stays.
   *
   * @throws PolicyError with every mistake
   */
  reconfigure(input: unknown): void {
    this.#policies = this.#compile(this.#select === null ? { "": input } : namedPolicies(input));
  }

  /** Decides one request, at once unless a `resolveOrigin` must be asked. Never throws and never rejects. */
  decide(facts: GuardFacts): Decision | Promise<Decision> {
    // The usual guard: one policy, nothing to ask, nobody to tell.
    const only = this.#select === null ? this.#policies.get("") : undefined;
    if (only !== undefined && this.#resolver === null) {
      const decision = decide(only, facts);
      if (this.#onDecision !== null) this.#report(facts, decision, null);
      return decision;
    }
    return this.#decideWith(facts);
  }

  #decideWith(facts: GuardFacts): Decision | Promise<Decision> {
    const target = targetOf(facts);
    const chosen = this.#choose(target);
    const decision = decide(chosen.policy, facts, chosen.verdict);
    const asks = this.#resolver !== null && decision.reason === "origin-not-allowed";
    if (!asks || facts.origin === null || !mayBeResolved(chosen.policy, facts.origin)) {
      return this.#told(facts, decision, chosen.name);
    }
    const verdict = this.#resolver.resolve(facts.origin, target);
    if (typeof verdict === "string")
      return this.#told(facts, decide(chosen.policy, facts, verdict), chosen.name);
    return verdict.then((late) =>
      this.#told(facts, decide(chosen.policy, facts, late), chosen.name),
    );
  }

  #choose(target: RequestTarget): {
    policy: CompiledPolicy;
    name: string | null;
    verdict: OriginVerdict | null;
  } {
    if (this.#select === null)
      return { policy: this.#policies.get("") ?? closed(), name: null, verdict: null };
    let name: unknown;
    try {
      name = this.#select(target);
    } catch (error) {
      this.#onError(error);
      return { policy: closed(), name: null, verdict: "select-failed" };
    }
    if (name === null || name === undefined)
      return { policy: closed(), name: null, verdict: "no-policy-selected" };
    const policy = typeof name === "string" ? this.#policies.get(name) : undefined;
    if (policy !== undefined) return { policy, name: String(name), verdict: null };
    this.#onError(
      new TypeError(
        `select returned ${JSON.stringify(name)}; the policies are ${[...this.#policies.keys()].join(", ")}`,
      ),
    );
    return { policy: closed(), name: null, verdict: "select-failed" };
  }

  #told(facts: GuardFacts, decision: Decision, name: string | null): Decision {
    if (this.#onDecision !== null) this.#report(facts, decision, name);
    return decision;
  }

  #report(facts: GuardFacts, decision: Decision, policyName: string | null): void {
    const { origin, host, method } = facts;
    const report: DecisionReport = {
      decision,
      origin: origin === null ? null : printable(origin),
      host: host === null ? null : printable(host),
      path: printable(requestPath(facts.url)),
      method: printable(method),
      policyName,
      mode: this.mode,
    };
    callSafely(this.#onDecision, report, this.#onError);
  }

  #compile(policies: Record<string, unknown>): ReadonlyMap<string, CompiledPolicy> {
    const compiled = new Map<string, CompiledPolicy>();
    const problems: PolicyError[] = [];
    for (const [name, input] of Object.entries(policies)) {
      try {
        compiled.set(name, compileOne(input, this.#resolver !== null));
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        problems.push(name === "" ? error : within(name, error));
      }
    }
    const [first, ...others] = problems;
    if (first === undefined) return compiled;
    throw others.length === 0
      ? first
      : new PolicyError(problems.flatMap((problem) => problem.issues));
  }
}

/** Calls a listener that may be missing, may throw and may be asynchronous: none of it reaches the request. */
function callSafely<Value>(
  listener: ((value: Value) => unknown) | null | undefined,
  value: Value,
  onError: (error: unknown) => void,
): void {
  try {
    const returned = listener?.(value);
    if (returned instanceof Promise) returned.catch(onError);
  } catch (error) {
    onError(error);
  }
}

function makeResolver(
  given: GuardOptions["resolveOrigin"],
  onError: (error: unknown) => void,
): OriginResolver | null {
  if (given === undefined) return null;
  const options = typeof given === "function" ? { resolve: given } : given;
  if (typeof options !== "object" || options === null || typeof options.resolve !== "function") {
    throw new TypeError(
      "resolveOrigin: not a function; write (origin, target, signal) => boolean, or { resolve, timeLimit }",
    );
  }
  return new OriginResolver(options, onError);
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
        issue.fix?.map((operation) => ({ ...operation, path: `/${name}${operation.path}` })) ??
        null,
    })),
  );
}

/** @internal The policies of a guard with `select`, by name. */
export function namedPolicies(input: unknown): Record<string, unknown> {
  if (
    typeof input === "object" &&
    input !== null &&
    !Array.isArray(input) &&
    Object.keys(input).length > 0
  ) {
    return { ...input };
  }
  throw new TypeError(
    "policies: with select, write an object with a policy for each name that select returns",
  );
}

/** The policy of a request for which there is none: it lists no origin that could be sent. */
function closed(): CompiledPolicy {
  return (closedPolicy ??= compilePolicy({ allowOrigins: [] }, { mayBeEmpty: true }));
}
let closedPolicy: CompiledPolicy | undefined;

function targetOf(facts: GuardFacts): RequestTarget {
  const isPreflight = facts.method === "OPTIONS" && facts.origin !== null;
  const method = isPreflight ? (facts.accessControlRequestMethod ?? facts.method) : facts.method;
  return { host: facts.host, path: requestPath(facts.url), method };
}

/** How much of a header value goes to a log: the longest real origin is about 330 characters. */
const MAX_PRINTED = 512;

/** Bounded, and with nothing that could forge a line of a log or steer a terminal. */
function printable(text: string): string {
  const clipped = text.length <= MAX_PRINTED ? text : `${text.slice(0, MAX_PRINTED)}…`;
  return clipped.replace(
    /[^\x20-\x7e…]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
