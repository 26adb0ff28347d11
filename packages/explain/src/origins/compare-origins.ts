import { serializedOriginOfDocument } from "@crosswalk/browser";
import { getDomain } from "tldts";
import { redactText } from "../redact.ts";

/** What a browser makes of a URL where origins are compared. */
export interface OriginParts {
  /** As it was given. */
  readonly given: string;
  readonly scheme: string;
  readonly host: string;
  /** The port that counts, the scheme's default where none is written; `""` where the scheme has none. */
  readonly port: string;
  /** What a browser sends as `Origin`: `null` if the origin is opaque. */
  readonly serialization: string;
  readonly isOpaque: boolean;
  /** The scheme and registrable domain; null if the origin is opaque. */
  readonly site: string | null;
}

export interface OriginPart {
  readonly part: "scheme" | "host" | "port";
  readonly values: readonly [string, string];
  readonly isEqual: boolean;
}

export interface OriginComparison {
  readonly origins: readonly [OriginParts, OriginParts];
  readonly isSameOrigin: boolean;
  readonly isSameSite: boolean;
  /** Part by part; an opaque origin has none. */
  readonly parts: readonly OriginPart[];
  /** A sentence for each reason why they are not the same, or why they are in spite of how they look. */
  readonly reasons: readonly string[];
}

const defaultPorts: ReadonlyMap<string, string> = new Map([
  ["http:", "80"],
  ["https:", "443"],
  ["ws:", "80"],
  ["wss:", "443"],
  ["ftp:", "21"],
]);

/**
 * Whether two URLs are of the same origin, and of the same site, and why not.
 *
 * @throws TypeError if one of them is no URL, with what to write instead
 *
 * https://html.spec.whatwg.org/#same-origin, https://html.spec.whatwg.org/#same-site
 */
export function compareOrigins(one: string, other: string): OriginComparison {
  const origins = [originParts(one), originParts(other)] as const;
  const [a, b] = origins;
  const parts = a.isOpaque || b.isOpaque ? [] : partsOf(a, b);
  const isSameOrigin = parts.length > 0 && parts.every(({ isEqual }) => isEqual);
  const isSameSite = isSameOrigin || (a.site !== null && a.site === b.site);
  return {
    origins,
    isSameOrigin,
    isSameSite,
    parts,
    reasons: reasonsOf(origins, parts, isSameSite),
  };
}

function originParts(given: string): OriginParts {
  const url = parse(given);
  const serialization = serializedOriginOfDocument(url);
  const isOpaque = serialization === "null";
  // A blob: URL's origin is that of the URL within it.
  const own = isOpaque ? url : new URL(serialization);
  const port = own.port === "" ? (defaultPorts.get(own.protocol) ?? "") : own.port;
  return {
    given,
    scheme: own.protocol.slice(0, -1),
    host: own.hostname,
    port,
    serialization,
    isOpaque,
    site: isOpaque ? null : `${own.protocol}//${domainOf(own.hostname)}`,
  };
}

/** An address is its own site, and so is a host that is itself a public suffix. A last dot stays part of the name. */
function domainOf(host: string): string {
  const domain = getDomain(host, { allowPrivateDomains: true });
  if (domain === null) return host;
  return host.endsWith(".") && !domain.endsWith(".") ? `${domain}.` : domain;
}

function parse(given: string): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:(?:\/\/|[^0-9])/i.test(given);
  if (hasScheme && URL.canParse(given)) return new URL(given);
  const guess = `https://${given.replace(/^\/*/, "")}`;
  const isBare = !hasScheme && given !== "" && URL.canParse(guess);
  const shown = redactText(given);
  throw new TypeError(
    isBare
      ? `"${shown}" has no scheme, and an origin is scheme, host and port; write "${redactText(guess)}"`
      : `"${shown}" is not a URL; write one with scheme and host, such as "https://app.example.com"`,
  );
}

function partsOf(a: OriginParts, b: OriginParts): OriginPart[] {
  return (["scheme", "host", "port"] as const).map((part) => ({
    part,
    values: [a[part], b[part]],
    isEqual: a[part] === b[part],
  }));
}

function reasonsOf(
  [a, b]: readonly [OriginParts, OriginParts],
  parts: readonly OriginPart[],
  isSameSite: boolean,
): string[] {
  const opaque = [a, b].filter(({ isOpaque }) => isOpaque);
  if (opaque.length > 0) {
    return opaque.map(
      ({ given }) =>
        `${given} has an opaque origin: it is the same as nothing else, not even as itself loaded twice, and is sent as null`,
    );
  }
  const reasons = parts
    .filter(({ isEqual }) => !isEqual)
    .map(({ part, values: [first, second] }) => sentences[part](first, second));
  const schemes = a.scheme !== b.scheme;
  const domains = domainOf(a.host) !== domainOf(b.host);
  if (reasons.length > 0 && !isSameSite) {
    if (domains) reasons.push(domainSentence(a, b));
    else if (schemes) reasons.push("a site has a scheme too, so http and https are two sites");
  }
  return reasons;
}

const sentences: Readonly<Record<OriginPart["part"], (a: string, b: string) => string>> = {
  scheme: (a, b) => `the schemes differ: ${a} is not ${b}`,
  host: (a, b) =>
    isLoopback(a) && isLoopback(b)
      ? `the hosts differ: ${a} and ${b} are this machine under two names, and origins compare names`
      : `the hosts differ: ${a} is not ${b}, byte for byte`,
  port: (a, b) => `the ports differ: ${a} is not ${b}`,
};

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);

function domainSentence(a: OriginParts, b: OriginParts): string {
  const [one, other] = [domainOf(a.host), domainOf(b.host)];
  const shared = sharedSuffix(one, other);
  return shared === ""
    ? `the registrable domains differ: ${one} is not ${other}`
    : `the registrable domains differ: ${one} is not ${other}; ${shared} is a suffix under which anyone can register`;
}

/** The labels that both end with. */
function sharedSuffix(one: string, other: string): string {
  const [a, b] = [one.split("."), other.split(".")];
  let count = 0;
  while (count < a.length && a.at(-1 - count) === b.at(-1 - count)) count++;
  return count === 0 ? "" : a.slice(-count).join(".");
}
