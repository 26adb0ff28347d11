import { corsError } from "../protocol/index.ts";
import type { HeaderEntries } from "../protocol/index.ts";

import type { Decision, DecisionReason, VaryNames } from "./decision.ts";
import { isOriginPattern, splitOriginPattern } from "./origin-pattern.ts";
import { PatternIndex } from "./origin-set.ts";
import type { PolicyIssue } from "./policy-issue.ts";
import type { Policy } from "./policy.ts";

/** The two answers an origin can get. Built when the origin is first seen, then shared by all its requests. */
export interface Grant {
  readonly actual: Extract<Decision, { kind: "actual" }>;
  readonly preflight: Extract<Decision, { kind: "preflight" }>;
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
    const { allowCredentials, exposeHeaders, allowMethods, allowHeaders, maxAge } = this.policy;
    const shared: [string, string][] = [["Access-Control-Allow-Origin", origin]];
    if (allowCredentials === true) shared.push(["Access-Control-Allow-Credentials", "true"]);

    const actual = [...shared];
    const exposed = listValue(exposeHeaders);
    if (exposed !== null) actual.push(["Access-Control-Expose-Headers", exposed]);

    const preflight = [...shared];
    const methods = this.echoesMethods ? null : listValue(allowMethods);
    if (methods !== null) preflight.push(["Access-Control-Allow-Methods", methods]);
    const headers = this.echoesHeaders ? null : listValue(allowHeaders);
    if (headers !== null) preflight.push(["Access-Control-Allow-Headers", headers]);
    if (maxAge !== undefined) preflight.push(["Access-Control-Max-Age", String(maxAge)]);

    return {
      actual: Object.freeze({
        kind: "actual",
        headers: freezeEntries([...actual, ...this.#constants]),
        vary: this.#vary,
        error: null,
        reason: null,
      }),
      preflight: Object.freeze({
        kind: "preflight",
        status: 204,
        headers: freezeEntries(preflight),
        vary: this.#preflightVary,
        error: null,
        reason: null,
      }),
    };
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

function headerNamesOf(allowHeaders: Policy["allowHeaders"]): readonly string[] {
  if (allowHeaders === undefined) return [];
  return allowHeaders === "*" ? ["*"] : allowHeaders.map((name) => name.toLowerCase());
}

/** A list as a header value; null where there is nothing to send. */
function listValue(list: "*" | readonly string[] | undefined): string | null {
  if (list === undefined || list.length === 0) return null;
  return list === "*" ? list : list.join(", ");
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

function freezeEntries(entries: readonly (readonly [string, string])[]): HeaderEntries {
  for (const entry of entries) Object.freeze(entry);
  return Object.freeze([...entries]);
}
