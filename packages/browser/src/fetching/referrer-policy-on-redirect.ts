import type { FetchRequest, ReferrerPolicy } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";

const policies: ReadonlySet<string> = new Set([
  "no-referrer",
  "no-referrer-when-downgrade",
  "same-origin",
  "origin",
  "strict-origin",
  "origin-when-cross-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
] satisfies ReferrerPolicy[]);

/** https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect */
export function setReferrerPolicyOnRedirect(request: FetchRequest, response: FetchResponse): void {
  // 1. Let policy be the result of executing § 8.1 Parse a referrer policy from a Referrer-Policy
  //    header on actualResponse.
  const value = response.headerList.get("Referrer-Policy");
  if (value === null) return;
  let policy = "";
  for (const token of value.split(",")) {
    const name = token.trim().toLowerCase();
    // "For each token in policy-tokens, if token is a referrer policy and token is not the empty
    // string, then set policy to token."
    if (policies.has(name)) policy = name;
  }

  // 2. If policy is not the empty string, then set request's referrer policy to policy.
  if (policy === "") return;
  request.referrerPolicy = policy as ReferrerPolicy;
  // NB: Under a policy of its own, the next hop starts from what this one sent.
  request.heldReferrer = null;
}
