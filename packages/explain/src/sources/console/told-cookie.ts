import type { Scenario } from "../../scenario.ts";
import type { ConsoleMessage } from "./console-message.ts";

// Of a cookie that no message names.
const YOUR_COOKIE = "your-cookie";

const OF_THIRD_PARTY = "; SameSite=None; Secure";

/** Attributes by what messages say of cookies that are not kept or not sent; the first that fits counts. */
const attributes: readonly (readonly [RegExp, string | null])[] = [
  [/\bDomain\b|invalid domain/i, "; Domain=elsewhere.example"],
  [/\bits path\b/i, "; Path=/elsewhere"],
  // Nothing about the cookie: it is the page's scheme.
  [/different[- ]scheme/i, null],
  [/SameSite=None[^]*(?:not have|missing|not marked)[^]*Secure|as Secure\b/i, "; SameSite=None"],
  [/not (?:received over a )?secure(?: connection)?\b|non-HTTPS/i, OF_THIRD_PARTY],
  [/SameSite=Strict/i, "; SameSite=Strict"],
  [/didn.t specify|its SameSite attribute/i, ""],
  [/SameSite/i, "; SameSite=Lax"],
  [/third[- ]part(?:y|ies)|foreign|Partitioned|user preferences|phase-?out|track/i, OF_THIRD_PARTY],
];

/** The cookie that a message tells of; for a reason that no attribute has, the message itself is the reason. */
export function toldCookie(
  { parameter, text }: ConsoleMessage,
  url: string,
): NonNullable<Scenario["cookies"]>[number] {
  const found = attributes.find(([words]) => words.test(text))?.[1] ?? null;
  const own = found ?? OF_THIRD_PARTY;
  const setCookie = `${parameter ?? YOUR_COOKIE}=1${/Path=/.test(own) ? "" : "; Path=/"}${own}`;
  return { url, setCookie, ...(found === null ? { told: text } : {}) };
}

/** Whether it tells of a connection that isn't encrypted. */
export function isOfInsecureConnection({ kind, text }: ConsoleMessage): boolean {
  return (
    kind === "cookie" && /not (?:received over a )?secure(?: connection)?\b|non-HTTPS/i.test(text)
  );
}
