/** https://w3c.github.io/webappsec-referrer-policy/#referrer-policy */
export const referrerPolicies = [
  "",
  "no-referrer",
  "no-referrer-when-downgrade",
  "same-origin",
  "origin",
  "strict-origin",
  "origin-when-cross-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
] as const;

export type ReferrerPolicy = (typeof referrerPolicies)[number];

export const isReferrerPolicy = (name: string): name is ReferrerPolicy =>
  (referrerPolicies as readonly string[]).includes(name);
