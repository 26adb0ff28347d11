import { corsError } from "../protocol/index.ts";
import type { HeaderEntries } from "../protocol/index.ts";

import type { Decision, DecisionReason, VaryNames } from "./decision.ts";
import { isOriginPattern, splitOriginPattern } from "./origin-pattern.ts";
import { PatternIndex } from "./origin-set.ts";
import type { PolicyIssue } from "./policy-issue.ts";
import type { Policy } from "./policy.ts";

type ActualDecision = Extract<Decision, { kind: "actual" }>;
type PreflightDecision = Extract<Decision, { kind: "preflight" }>;

/** The two answers an origin can get. */
export interface Grant {
  readonly actual: ActualDecision;
  readonly preflight: PreflightDecision;
}

/**
 * A policy that was found right, in the form `decide` works with. Made by `compilePolicy`, and only there: the type is
 * the proof that the policy was checked.
 */
export class CompiledPolicy {
  /** The policy as data: a deep-frozen copy of what was compiled. */
  readonly policy: Policy;
  /** What the check found odd but allowed. */
  readonly warnings: readonly PolicyIssue[];

  /** @internal The exact origins, each with its answers once it has been seen. Only origins of the policy are ever keys. */
  readonly exact: Map<string, Grant | null> = new Map();
  /** @internal */
  readonly patterns: PatternIndex | null;
  /** @internal The methods a preflight may ask for, or null for every one. */
  readonly methods: ReadonlySet<string> | null;
  /** @internal The header names, in lower case, that a preflight may ask for, or null for every one but `authorization`. */
  readonly headerNames: ReadonlySet<string> | null;
  /** @internal */
  readonly authorizationAllowed: boolean;
  /** @internal Whether `*` has no meaning on the wire, so that preflights are answered with what they asked for. */
  readonly echoesMethods: boolean;
  /** @internal */
  readonly echoesHeaders: boolean;
  /** @internal `*` with which the policy answers every origin; null where it names origins. */
  readonly anyone: Grant | null;
  /** @internal The answer to requests without `Origin`. */
  readonly notCors: Extract<Decision, { kind: "not-cors" }>;

  readonly #constants: HeaderEntries;
  /** What follows `Access-Control-Allow-Origin`: one list for all origins, so that an origin costs little memory. */
  readonly #actualHeaders: HeaderEntries;
  readonly #preflightHeaders: HeaderEntries;
  readonly #vary: VaryNames;
  readonly #preflightVary: VaryNames;
  readonly #refusals = new Map<DecisionReason, Grant>();

  /** @internal */
  constructor(policy: Policy, warnings: readonly PolicyIssue[]) {
    const { allowOrigins, allowMethods, allowHeaders, allowCredentials } = policy;
    this.policy = policy;
    this.warnings = warnings;

    const origins = allowOrigins === "*" ? [] : allowOrigins;
    const patterns = origins.filter(isOriginPattern);
    for (const origin of origins) if (!isOriginPattern(origin)) this.exact.set(origin, null);
    this.patterns =
      patterns.length === 0 ? null : new PatternIndex(patterns.map(splitOriginPattern));

    const names = headerNamesOf(allowHeaders);
    this.methods = allowMethods === "*" ? null : new Set(allowMethods ?? []);
    this.headerNames = names.includes("*") ? null : new Set(names);
    this.authorizationAllowed = names.includes("authorization");
    this.echoesMethods = allowCredentials === true && this.methods === null;
    this.echoesHeaders = allowCredentials === true && this.headerNames === null;

    // It is tempting to skip `Vary` where the origin is refused or absent. A shared cache would then
    // serve that response to an allowed origin.
    this.#vary = Object.freeze(allowOrigins === "*" ? [] : ["Origin"]);
    this.#preflightVary = Object.freeze([
      ...this.#vary,
      ...(this.echoesMethods ? ["Access-Control-Request-Method"] : []),
      ...(this.echoesHeaders ? ["Access-Control-Request-Headers"] : []),
    ]);
    this.#constants = freezeEntries(constantHeaders(policy));
    this.#actualHeaders = freezeEntries([...actualHeaders(policy), ...this.#constants]);
    this.#preflightHeaders = freezeEntries(preflightHeaders(policy, this));
    this.anyone = allowOrigins === "*" ? this.grant("*") : null;
    this.notCors = Object.freeze({
      kind: "not-cors",
      headers: this.anyone?.actual.headers ?? this.#constants,
      vary: this.#vary,
      error: null,
      reason: null,
    });
  }

  /** @internal The answers to an origin that is allowed. `origin` becomes `Access-Control-Allow-Origin`. */
  grant(origin: string): Grant {
    return new AllowedOrigin(this, origin);
  }

  /** @internal */
  actualFor(origin: string): ActualDecision {
    return Object.freeze({
      kind: "actual",
      headers: allowOriginBefore(origin, this.#actualHeaders),
      vary: this.#vary,
      error: null,
      reason: null,
    });
  }

  /** @internal */
  preflightFor(origin: string): PreflightDecision {
    return Object.freeze({
      kind: "preflight",
      status: 204,
      headers: allowOriginBefore(origin, this.#preflightHeaders),
      vary: this.#preflightVary,
      error: null,
      reason: null,
    });
  }

  /** @internal The answers to an origin that is refused: no `Access-Control-*` header, nothing of the request. */
  refusal(reason: DecisionReason): Grant {
    let refusal = this.#refusals.get(reason);
    if (refusal === undefined) {
      refusal = {
        actual: Object.freeze({
          kind: "actual",
          headers: this.#constants,
          vary: this.#vary,
          error: corsError("MissingAllowOriginHeader"),
          reason,
        }),
        preflight: Object.freeze({
          kind: "preflight",
          status: 403,
          headers: Object.freeze([]),
          vary: this.#preflightVary,
          error: corsError("PreflightMissingAllowOriginHeader"),
          reason,
        }),
      };
      this.#refusals.set(reason, refusal);
    }
    return refusal;
  }
}

/**
 * The answers to an origin that is allowed, each made when it is first asked for, then shared by all the origin's requests: the
 * usual request needs one of them, and an origin that matched a pattern is not remembered.
 */
class AllowedOrigin implements Grant {
  readonly #compiled: CompiledPolicy;
  readonly #origin: string;
  #actual: ActualDecision | null = null;
  #preflight: PreflightDecision | null = null;

  constructor(compiled: CompiledPolicy, origin: string) {
    this.#compiled = compiled;
    this.#origin = origin;
  }

  get actual(): ActualDecision {
    return (this.#actual ??= this.#compiled.actualFor(this.#origin));
  }

  get preflight(): PreflightDecision {
    return (this.#preflight ??= this.#compiled.preflightFor(this.#origin));
  }
}

function headerNamesOf(allowHeaders: Policy["allowHeaders"]): readonly string[] {
  if (allowHeaders === undefined) return [];
  return allowHeaders === "*" ? ["*"] : allowHeaders.map((name) => name.toLowerCase());
}

/** A list as a header value; null where there is nothing to send. */
function listValue(list: "*" | readonly string[] | undefined): string | null {
  if (list === undefined || list.length === 0) return null;
  return list === "*" ? list : list.join(", ");
}

function actualHeaders({ allowCredentials, exposeHeaders }: Policy): [string, string][] {
  const headers: [string, string][] = [];
  if (allowCredentials === true) headers.push(["Access-Control-Allow-Credentials", "true"]);
  const exposed = listValue(exposeHeaders);
  if (exposed !== null) headers.push(["Access-Control-Expose-Headers", exposed]);
  return headers;
}

function preflightHeaders(
  { allowCredentials, allowMethods, allowHeaders, maxAge }: Policy,
  { echoesMethods, echoesHeaders }: CompiledPolicy,
): [string, string][] {
  const headers: [string, string][] = [];
  if (allowCredentials === true) headers.push(["Access-Control-Allow-Credentials", "true"]);
  const methods = echoesMethods ? null : listValue(allowMethods);
  if (methods !== null) headers.push(["Access-Control-Allow-Methods", methods]);
  const names = echoesHeaders ? null : listValue(allowHeaders);
  if (names !== null) headers.push(["Access-Control-Allow-Headers", names]);
  if (maxAge !== undefined) headers.push(["Access-Control-Max-Age", String(maxAge)]);
  return headers;
}

/** What stands on every response but preflights, whoever asks. */
function constantHeaders(policy: Policy): [string, string][] {
  const headers: [string, string][] = [];
  const { crossOriginResourcePolicy, timingAllowOrigin } = policy;
  if (crossOriginResourcePolicy !== undefined) {
    headers.push(["Cross-Origin-Resource-Policy", crossOriginResourcePolicy]);
  }
  const timing = listValue(timingAllowOrigin);
  if (timing !== null) headers.push(["Timing-Allow-Origin", timing]);
  return headers;
}

function allowOriginBefore(origin: string, headers: HeaderEntries): HeaderEntries {
  const allowOrigin = Object.freeze(["Access-Control-Allow-Origin", origin] as const);
  return Object.freeze([allowOrigin, ...headers]);
}

function freezeEntries(entries: readonly (readonly [string, string])[]): HeaderEntries {
  for (const entry of entries) Object.freeze(entry);
  return Object.freeze([...entries]);
}
