import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { isReferrerPolicy, type ReferrerPolicy } from "../infrastructure/referrer-policy.ts";

/** https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect */
export function setReferrerPolicyOnRedirect(request: FetchRequest, response: FetchResponse): void {
  // 1. Let policy be the result of executing § 8.1 Parse a referrer policy from a Referrer-Policy
  //    header on actualResponse.
  const value = response.headerList.get("Referrer-Policy");
  if (value === null) return;
  let policy: ReferrerPolicy = "";
  for (const token of value.split(",")) {
    const name = token.trim().toLowerCase();
    // "For each token in policy-tokens, if token is a referrer policy and token is not the empty
    // string, then set policy to token."
    if (isReferrerPolicy(name) && name !== "") policy = name;
  }

  // 2. If policy is not the empty string, then set request's referrer policy to policy.
  if (policy === "") return;
  request.referrerPolicy = policy;
  // NB: Under a policy of its own, the next hop starts from what this one sent.
  request.heldReferrer = null;
}
