import type { CompiledPolicy } from "./compiled-policy.ts";
import { decide } from "./decide.ts";
import type { Decision, RequestFacts } from "./decision.ts";
import { decisionReport } from "./decision-report.ts";
import type { DecisionReport } from "./decision-report.ts";
import { mayBeResolved, OriginResolver } from "./origin-resolver.ts";
import type { OriginResolverOptions, RequestTarget, ResolveOrigin } from "./origin-resolver.ts";
import { quoteValue } from "./policy-issue.ts";
import { compilePolicies, namedPolicies, selectPolicy } from "./policy-selector.ts";
import type { NamedPolicies, Selection, SelectPolicy } from "./policy-selector.ts";
import { requestPath } from "./request-path.ts";

/** What a guard needs to know of a request: what the policy decides on, and where it goes. */
export interface GuardFacts extends RequestFacts {
  /** The value of `Host` (or `:authority`), or null. */
  readonly host: string | null;
  /** The request target or URL, as received. */
  readonly url: string;
}

/** `"report-only"` decides and reports, but leaves every response as the application made it. */
export type GuardMode = "enforce" | "report-only";

/** What stands beside a policy and is not data. */
export interface GuardOptions {
  /** Told of every decision. What it throws goes to `onError`; it can change nothing. */
  readonly onDecision?: (report: DecisionReport) => void;
  /**
   * Told of what `resolveOrigin`, `select` and `onDecision` throw, after which the request is refused, or goes on without it; and
   * of two guards on one request, where the server has no other place for errors.
   */
  readonly onError?: (error: unknown) => void;
  /** Decides about origins that the policy does not list. */
  readonly resolveOrigin?: ResolveOrigin | OriginResolverOptions;
  /** `"enforce"` when left out. */
  readonly mode?: GuardMode;
}

/** A policy at work: what every adapter takes, and what decides each request. */
export class CorsGuard {
  readonly mode: GuardMode;
  #policies: NamedPolicies;
  /** The policy of a guard without `select`. */
  #only: CompiledPolicy | null;
  readonly #hasNames: boolean;
  readonly #select: SelectPolicy<string>;
  readonly #resolver: OriginResolver | null;
  readonly #onDecision: ((report: DecisionReport) => void) | null;
  readonly #onError: (error: unknown) => void;

  /** @internal Use `createCors`. */
  constructor(
    policies: Readonly<Record<string, unknown>>,
    select: SelectPolicy<string> | null,
    options: GuardOptions,
  ) {
    const { resolveOrigin, onDecision, onError, mode = "enforce" } = options;
    requireMode(mode);
    requireFunctions({ onDecision, onError, select: select ?? undefined });
    this.mode = mode;
    this.#onError = (error) => {
      callSafely(onError, error, () => {
        // There is no one left to tell, and a request must not fail for want of a log.
      });
    };
    this.#hasNames = select !== null;
    this.#select = select ?? (() => null);
    this.#onDecision = onDecision ?? null;
    this.#resolver = makeResolver(resolveOrigin, this.#onError);
    this.#policies = compilePolicies(policies, this.#resolver !== null);
    this.#only = this.#hasNames ? null : (this.#policies.get("") ?? null);
  }

  /** The compiled policies, by name. The only policy of a guard without `select` has the name `""`. */
  get policies(): NamedPolicies {
    return this.#policies;
  }

  /**
   * Swaps the policy (or, with `select`, all policies) for another, between two requests. Where the new one is wrong
   * the old one stays.
   *
   * @throws PolicyError with every mistake
   */
  reconfigure(input: unknown): void {
    const policies = this.#hasNames ? namedPolicies(input) : { "": input };
    this.#policies = compilePolicies(policies, this.#resolver !== null);
    this.#only = this.#hasNames ? null : (this.#policies.get("") ?? null);
  }

  /** Decides one request, at once unless a `resolveOrigin` must be asked. Never throws and never rejects. */
  decide(facts: GuardFacts): Decision | Promise<Decision> {
    // The usual guard: one policy, and nothing to ask.
    if (this.#only !== null && this.#resolver === null) {
      return this.#told(facts, decide(this.#only, facts), null);
    }
    return this.#decideWith(facts);
  }

  /** @internal Tells `onError` of what an adapter has no other way to report. */
  reportError(error: unknown): void {
    this.#onError(error);
  }

  #decideWith(facts: GuardFacts): Decision | Promise<Decision> {
    const target = targetOf(facts);
    const { policy, name, verdict } = this.#selectFor(target);
    const decision = decide(policy, facts, verdict);
    const { origin } = facts;
    if (
      this.#resolver === null ||
      origin === null ||
      decision.reason !== "origin-not-allowed" ||
      !mayBeResolved(policy, origin)
    ) {
      return this.#told(facts, decision, name);
    }
    const resolved = this.#resolver.resolve(origin, target);
    if (typeof resolved === "string") {
      return this.#told(facts, decide(policy, facts, resolved), name);
    }
    return resolved.then((late) => this.#told(facts, decide(policy, facts, late), name));
  }

  #selectFor(target: RequestTarget): Selection {
    if (this.#only !== null) return { policy: this.#only, name: null, verdict: null };
    return selectPolicy(this.#policies, this.#select, target, this.#onError);
  }

  #told(facts: GuardFacts, decision: Decision, policyName: string | null): Decision {
    if (this.#onDecision !== null) {
      callSafely(
        this.#onDecision,
        decisionReport(facts, decision, policyName, this.mode),
        this.#onError,
      );
    }
    return decision;
  }
}

function requireMode(mode: unknown): void {
  if (mode === "enforce" || mode === "report-only") return;
  throw new TypeError(`mode: ${quoteValue(mode)} is not a mode; write "enforce" or "report-only"`);
}

function requireFunctions(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || typeof value === "function") continue;
    throw new TypeError(
      `${name}: ${quoteValue(value)} is not a function; write one, or leave it out`,
    );
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
  const options: Partial<OriginResolverOptions> | null =
    typeof given === "function" ? { resolve: given } : given;
  if (typeof options?.resolve === "function") {
    return new OriginResolver({ ...options, resolve: options.resolve }, onError);
  }
  throw new TypeError(
    `resolveOrigin: ${quoteValue(given)} is not a function; write (origin, target, signal) => boolean, or { resolve, timeLimit }`,
  );
}

function targetOf(facts: GuardFacts): RequestTarget {
  const isPreflight = facts.method === "OPTIONS" && facts.origin !== null;
  const method = isPreflight ? (facts.accessControlRequestMethod ?? facts.method) : facts.method;
  return { host: facts.host, path: requestPath(facts.url), method };
}
