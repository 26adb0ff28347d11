import { referrerPolicies } from "../infrastructure/referrer-policy.ts";
import type { MisuseMessages } from "../messages/misuse/misuse.ts";

/** A member of which each value is one of a few. */
interface EnumMember {
  readonly name:
    | "cache"
    | "credentials"
    | "duplex"
    | "mode"
    | "priority"
    | "redirect"
    | "referrerPolicy"
    | "targetAddressSpace";
  readonly type: string;
  readonly values: ReadonlySet<string>;
  readonly fallback: string;
}

export const modeMember: EnumMember = {
  name: "mode",
  type: "RequestMode",
  values: new Set(["cors", "navigate", "no-cors", "same-origin"]),
  fallback: "cors",
};
export const credentialsMember: EnumMember = {
  name: "credentials",
  type: "RequestCredentials",
  values: new Set(["include", "omit", "same-origin"]),
  fallback: "same-origin",
};
export const redirectMember: EnumMember = {
  name: "redirect",
  type: "RequestRedirect",
  values: new Set(["error", "follow", "manual"]),
  fallback: "follow",
};
export const cacheMember: EnumMember = {
  name: "cache",
  type: "RequestCache",
  values: new Set(["default", "force-cache", "no-cache", "no-store", "only-if-cached", "reload"]),
  fallback: "default",
};
export const duplexMember: EnumMember = {
  name: "duplex",
  type: "RequestDuplex",
  values: new Set(["half"]),
  fallback: "half",
};
export const priorityMember: EnumMember = {
  name: "priority",
  type: "FetchPriority",
  values: new Set(["auto", "high", "low"]),
  fallback: "auto",
};
export const referrerPolicyMember: EnumMember = {
  name: "referrerPolicy",
  type: "ReferrerPolicy",
  values: new Set(referrerPolicies),
  fallback: "",
};

export const targetAddressSpaceMember: EnumMember = {
  name: "targetAddressSpace",
  type: "IPAddressSpace",
  values: new Set(["local", "loopback", "private", "public", "unknown"]),
  fallback: "unknown",
};

/** https://webidl.spec.whatwg.org/#es-enumeration */
export function enumMember(
  value: unknown,
  { name, type, values, fallback }: EnumMember,
  misuse: MisuseMessages,
  inherited: string = fallback,
): string {
  // NB: Null is text like any other, and no value.
  if (value === undefined) return inherited;
  const text = domString(value);
  if (!values.has(text)) throw new TypeError(misuse.invalidEnumMember(name, type, text));
  return text;
}

/** https://webidl.spec.whatwg.org/#es-DOMString: whatever it is, as scripts turn it into text. */
export function domString(value: unknown): string {
  return `${value as string}`;
}
