import type { ConsoleMessage } from "./console-message.ts";

// Of a cookie that no message names.
const YOUR_COOKIE = "your-cookie";

/** Attributes by what messages say of cookies that are not kept or not sent; the first that fits counts. */
const attributes: readonly (readonly [RegExp, string])[] = [
  [/\bDomain\b|invalid domain/i, "; Domain=elsewhere.example"],
  [/\bits path\b/i, "; Path=/elsewhere"],
  [/SameSite=None[^]*(?:not have|missing|not marked)[^]*Secure|as Secure\b/i, "; SameSite=None"],
  [/not (?:received over a )?secure(?: connection)?\b|non-HTTPS/i, "; SameSite=None; Secure"],
  [/SameSite=Strict/i, "; SameSite=Strict"],
  [/didn.t specify|its SameSite attribute/i, ""],
  [/SameSite/i, "; SameSite=Lax"],
];
const OF_THIRD_PARTY = "; SameSite=None; Secure";

/** The `Set-Cookie` of a cookie that a message tells of. */
export function toldSetCookie({ parameter, text }: ConsoleMessage): string {
  const found = attributes.find(([words]) => words.test(text))?.[1] ?? OF_THIRD_PARTY;
  return `${parameter ?? YOUR_COOKIE}=1${/Path=/.test(found) ? "" : "; Path=/"}${found}`;
}

/** Whether it tells of a connection that isn't encrypted. */
export function isOfInsecureConnection({ kind, text }: ConsoleMessage): boolean {
  return (
    kind === "cookie" && /not (?:received over a )?secure(?: connection)?\b|non-HTTPS/i.test(text)
  );
}
