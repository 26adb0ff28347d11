import { isPrefixed, keepsPromise } from "./cookie-prefix.ts";
import type { CookieFault, RefusedCookie } from "./refused-cookie.ts";
import { domainOf, hasDomain } from "./site.ts";
import { isPotentiallyTrustworthy } from "./url.ts";

/**
 * How a `Set-Cookie` line is read: as another one that the jar reads the same way, or what is to be told of one that is
 * refused; null where that is nothing.
 */
export type CookieLineReader = (line: string, url: URL) => string | RefusedCookie | null;

export const asWritten: CookieLineReader = (line) => line;

// NB: The jar takes no tab, no value with a sign that has no name, and no last byte of an "à" at an end, which it trims.
// None of its cookies has these characters, which are nobody's.
const TAB = "\uE009";
const NO_BREAK_SPACE = "\uE0A0";
export const SIGN = "\uE03D";

/** What the jar would not hold, as it holds it. */
export const escaped = (line: string): string =>
  line.replaceAll("\t", TAB).replaceAll("\xa0", NO_BREAK_SPACE);

/** The same as it is sent. */
export const unescaped = (pair: string): string =>
  pair.replaceAll(TAB, "\t").replaceAll(NO_BREAK_SPACE, "\xa0").replaceAll(SIGN, "=");

// netwerk/cookie/CookieCommons.h
const MAX_NAME_AND_VALUE = 4096;
const MAX_ATTRIBUTE = 1024;

interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** netwerk/cookie/CookieParser.cpp, Parse; each order of two faults seen in Firefox 153. */
export const readFirefoxCookie: CookieLineReader = (line, url) => {
  const [given = "", ...rest] = line.split(";");
  const equals = given.indexOf("=");
  // NB: What has no sign is a name without a value. A name is left in the bytes that it came in.
  const name = withoutBlanks(equals === -1 ? given : given.slice(0, equals));
  const value = equals === -1 ? "" : withoutBlanks(given.slice(equals + 1));
  const refused = (fault: CookieFault): RefusedCookie => ({ name, fault });
  // NB: It isn't the attribute alone that goes, wherever it stands.
  if (rest.some(hasControl)) return refused("attributes");
  if (name === "" && value === "") return null;
  const known = asUtf8(value);
  if (name.length + known.length > MAX_NAME_AND_VALUE) return null;
  if (name === "" || hasControl(name)) return refused("name");
  if (hasControl(value)) return refused("value");
  const attributes = rest
    .map(attributeOf)
    .filter(({ value: text }) => text.length <= MAX_ATTRIBUTE);
  const path = last(attributes, "path");
  if (path?.startsWith("/") === true && path.includes("\t")) return refused("path");
  const isSecure = has(attributes, "secure");
  if (last(attributes, "samesite")?.toLowerCase() === "none" && !isSecure)
    return refused("insecure-none");
  const domain = domainIn(last(attributes, "domain"), url);
  if (domain === undefined) return refused("domain");
  const promised = {
    has: (key: string) => (key === "domain" ? domain !== null : has(attributes, key)),
    path,
  };
  if (!keepsPromise(name, promised) || (isPrefixed(name) && !isPotentiallyTrustworthy(url)))
    return refused("prefix");
  const isEndless = last(attributes, "max-age") === "";
  const kept = attributes
    .filter(({ name: key }) => key.toLowerCase() !== "domain")
    .filter((one) => !(isEndless && one.name.toLowerCase() === "max-age"))
    .map(understood);
  if (domain !== null) kept.push({ name: "Domain", value: domain });
  const pair = equals === -1 ? name : `${name}=${known}`;
  return [pair, ...kept.map(({ name: key, value: text }) => `${key}=${text}`)].join(";");
};

/**
 * The domain that a cookie is for; null where that is the host alone, and undefined where the host may not say so.
 *
 * netwerk/cookie/CookieParser.cpp, CheckDomain
 */
function domainIn(given: string | null, url: URL): string | null | undefined {
  if (given === null || given === "") return null;
  const domain = given.replace(/^\.(?=.)/s, "").toLowerCase();
  const { hostname } = url;
  // A host without a domain has no other ones below it, so that to name itself changes nothing.
  if (!hasDomain(url)) return domain === hostname ? null : undefined;
  const isOfSite = isWithin(domain, domainOf(hostname)) && isWithin(hostname, domain);
  return isOfSite ? domain : undefined;
}

const isWithin = (host: string, domain: string): boolean =>
  host === domain || host.endsWith(`.${domain}`);

const hasControl = (text: string): boolean => /[\x00-\x08\x0a-\x1f\x7f]/.test(text);

const withoutBlanks = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, "");

function attributeOf(text: string): Attribute {
  const equals = text.indexOf("=");
  return equals === -1
    ? { name: text.trim(), value: "" }
    : { name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() };
}

const has = (attributes: readonly Attribute[], name: string): boolean =>
  attributes.some((one) => one.name.toLowerCase() === name);

const last = (attributes: readonly Attribute[], name: string): string | null =>
  attributes.filter((one) => one.name.toLowerCase() === name).at(-1)?.value ?? null;

function understood(one: Attribute): Attribute {
  switch (one.name.toLowerCase()) {
    case "max-age":
      return one.value.startsWith("-") ? { ...one, value: "0" } : one;
    case "expires":
      return { ...one, value: withTime(one.value) };
    default:
      return one;
  }
}

/** A date needs no time, nor a time its seconds; what lies before all calendars is over. */
function withTime(date: string): string {
  const day = /\b(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4})\b/i.exec(date);
  if (day === null) return date;
  const [, number = "", month = "", year = ""] = day;
  if (Number(year) < 1601) return "Thu, 01 Jan 1970 00:00:00 GMT";
  if (/\d:\d+:\d/.test(date)) return date;
  const [, hours = "00", minutes = "00"] = /\b(\d{1,2}):(\d{1,2})\b/.exec(date) ?? [];
  return `${number} ${month} ${year} ${hours}:${minutes}:00 GMT`;
}

/** Bytes that are no UTF-8 are lost, each to its replacement. */
function asUtf8(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  const text = new TextDecoder().decode(
    Uint8Array.from(value, (character) => character.charCodeAt(0)),
  );
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}
