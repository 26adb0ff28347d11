import { isHttpTabOrSpaceByte, trimBytes } from "@crosswalk/cors/protocol";
import { isPrefixed, keepsPromise } from "./cookie-prefix.ts";

// "If the sum of the lengths of the name string and the value string is more than 4096 octets, abort this
// algorithm and ignore the set-cookie-string entirely." "If the attribute-value is longer than 1024
// octets, ignore the cookie-av string".
const MAX_PAIR = 4096;
const MAX_ATTRIBUTE = 1024;

const trimmed = (text: string): string => trimBytes(text, isHttpTabOrSpaceByte);
const hasControl = (text: string): boolean => /[\x00-\x1f\x7f]/.test(text);

/**
 * A `Set-Cookie` line as far as it counts, each attribute once; null where it counts for nothing.
 *
 * https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.6; net/cookies/parsed_cookie.cc
 */
export function boundedCookie(line: string, url: URL): string | null {
  const [pair = "", ...rest] = line.split(";");
  const sign = pair.indexOf("=");
  const name = trimmed(pair.slice(0, Math.max(sign, 0)));
  const value = trimmed(pair.slice(sign + 1));
  if (name.length + value.length > MAX_PAIR || hasControl(name + value)) return null;
  // Sent, it would pass for one that has a name.
  if (name === "" && (value.includes("=") || isPrefixed(value))) return null;

  const attributes = new Map<string, string>();
  for (const text of rest) {
    const equals = text.indexOf("=");
    const key = trimmed(equals === -1 ? text : text.slice(0, equals)).toLowerCase();
    const given = equals === -1 ? "" : trimmed(text.slice(equals + 1));
    // NB: It isn't the attribute alone that goes then, however long it is.
    if (hasControl(key + given)) return null;
    if (given.length <= MAX_ATTRIBUTE) attributes.set(key, understood(key, given));
  }
  const domain = attributes.get("domain");
  if (domain === ".") return null;
  const promised = {
    has: (key: string) => attributes.has(key),
    path: attributes.get("path") ?? null,
  };
  if (!keepsPromise(name, promised)) return null;
  if (domain !== undefined && url.hostname.startsWith("[")) {
    // An address has nothing below it, so that to name itself changes nothing.
    if (domain.replace(/^\./, "").toLowerCase() !== url.hostname) return null;
    attributes.delete("domain");
  }
  const shown = [...attributes].map(([key, given]) => (given === "" ? key : `${key}=${given}`));
  return [sign === -1 ? value : `${name}=${value}`, ...shown].join("; ");
}

/** A plus sign before a number is none to others, and what ended before all calendars began is over. */
function understood(key: string, value: string): string {
  switch (key) {
    case "max-age":
      return value.replace(/^\+(?=\d)/, "");
    case "expires":
      return isBeforeCalendars(value) ? "Thu, 01 Jan 1970 00:00:00 GMT" : value;
    default:
      return value;
  }
}

function isBeforeCalendars(date: string): boolean {
  const [year = ""] = /(?<!\d)\d{4}(?!\d)/.exec(date) ?? [];
  return year !== "" && Number(year) < 1601;
}
