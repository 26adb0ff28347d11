import type { CompiledPolicy, Grant } from "./compiled-policy.ts";
import type { Decision, DecisionReason, RequestFacts } from "./decision.ts";
import { decidePreflight } from "./preflight-decision.ts";

/** What a `resolveOrigin` said of an origin that the policy does not list. Anything but `"allowed"` refuses. */
export type OriginVerdict =
  | "allowed"
  | Extract<DecisionReason, `resolver-${string}` | `${string}select${string}`>;

/**
 * Decides one request. Pure and synchronous, and it never throws: facts in, a frozen value out.
 *
 * A preflight is exactly `OPTIONS` with `Origin` and `Access-Control-Request-Method`; every other `OPTIONS` is the
 * application's own. Requests are never blocked: what is refused is permission to read.
 *
 * https://fetch.spec.whatwg.org/#http-requests
 *
 * @param compiled the policy
 * @param facts what is known of the request
 * @param verdict what was found out about an origin that the policy does not list
 */
export function decide(
  compiled: CompiledPolicy,
  facts: RequestFacts,
  verdict: OriginVerdict | null = null,
): Decision {
  const { origin } = facts;
  if (origin === null) return compiled.notCors;

  const grant =
    grantFor(compiled, origin) ??
    (verdict === "allowed"
      ? compiled.grant(origin)
      : compiled.refusal(verdict ?? "origin-not-allowed"));

  if (facts.method !== "OPTIONS" || facts.accessControlRequestMethod === null) return grant.actual;
  if (grant.preflight.status === 403) return grant.preflight;
  return decidePreflight(
    compiled,
    grant.preflight,
    facts.accessControlRequestMethod,
    facts.accessControlRequestHeaders,
  );
}

/** The answers to an origin that the policy itself allows, or null. */
function grantFor(compiled: CompiledPolicy, origin: string): Grant | null {
  if (compiled.anyone !== null) return compiled.anyone;

  const known = compiled.exact.get(origin);
  if (known !== undefined) {
    if (known !== null) return known;
    const grant = compiled.grant(origin);
    // Kept, because the origins of the policy are few; those that match a pattern are anyone's to invent.
    compiled.exact.set(origin, grant);
    return grant;
  }
  return compiled.patterns?.matches(origin) === true ? compiled.grant(origin) : null;
}
