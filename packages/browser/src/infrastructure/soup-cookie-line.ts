import { type CookieLineReader, SIGN } from "./cookie-line.ts";

/** libsoup/cookies/soup-cookie.c, parse_one_cookie */
export const readSoupCookie: CookieLineReader = (line, { hostname }) => {
  const [pair = "", ...attributes] = printableStart(line).split(";");
  // "Domain must have at least one '.' (not counting an initial one."
  const domain = attributes
    .map((attribute) => valueOf(attribute, "domain"))
    .filter((value) => value !== "")
    .at(-1);
  if (domain !== undefined && !domain.slice(1).includes(".")) return null;
  // "If the domain string isn't an IP addr, and doesn't start with a '.', prepend one": an address alone is the
  // host's own, as if nothing had been said.
  const isOwn = domain === hostname && /^[0-9.]+$/.test(hostname);
  const others = isOwn ? attributes.filter((one) => nameOf(one) !== "domain") : attributes;
  // An attribute that needs a value and has not even a sign is not there.
  const kept = others.filter((one) => one.includes("=") || !needValue.has(nameOf(one)));
  return [readPair(pair), ...kept].join(";");
};

/** A name has no comma: what seems to be one is a value, sign and all. What has no name does not get one of its value. */
function readPair(pair: string): string {
  const [name = ""] = pair.split("=", 1);
  if (name.includes(",")) return escaped(pair);
  return name.trim() === ""
    ? pair.replace(/=(.*)/s, (_, value: string) => `=${escaped(value)}`)
    : pair;
}

const needValue: ReadonlySet<string> = new Set(["expires", "max-age", "path", "samesite"]);

const escaped = (text: string): string => text.replaceAll("=", SIGN);

const nameOf = (attribute: string): string => attribute.split("=", 1)[0]!.trim().toLowerCase();

/** Without the spaces around it; "" of an attribute of another name. */
function valueOf(attribute: string, wanted: string): string {
  const sign = attribute.indexOf("=");
  return sign !== -1 && nameOf(attribute) === wanted ? attribute.slice(sign + 1).trim() : "";
}

/**
 * A line to its first control character or byte beyond ASCII. A tab is white space where white space is skipped:
 * at the start of names and values.
 */
function printableStart(line: string): string {
  let isGap = true;
  let hasSign = false;
  let start = "";
  for (const character of line) {
    if (isGap && (character === " " || character === "\t")) {
      start += " ";
      continue;
    }
    // DEL is among the printable ones here: what is compared is a signed `char` with the space.
    if (!/[\x20-\x7f]/.test(character)) break;
    isGap = character === ";" || (character === "=" && !hasSign);
    hasSign = character !== ";" && (hasSign || character === "=");
    start += character;
  }
  return start;
}
