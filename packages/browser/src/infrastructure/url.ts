import { keepDanglingMarkup } from "./dangling-markup.ts";
import { UnresolvableUrl } from "./unresolvable-url.ts";

/** Another of the same, whatever its host. */
export function copyOf(url: URL): URL {
  return url instanceof UnresolvableUrl ? url.copy() : new URL(url);
}

/** https://fetch.spec.whatwg.org/#http-scheme */
export function isHttpScheme({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:";
}

/** NB: A port that is written out stays as it is. */
export function overHttps(url: URL): URL {
  const upgraded = copyOf(url);
  upgraded.protocol = "https:";
  return upgraded;
}

/** https://url.spec.whatwg.org/#include-credentials */
export function includesCredentials(url: URL): boolean {
  return url.username !== "" || url.password !== "";
}

export function withoutCredentials(url: URL): URL {
  if (!includesCredentials(url)) return url;
  const result = copyOf(url);
  result.username = "";
  result.password = "";
  keepDanglingMarkup(result, url);
  return result;
}

// What begins so parses alike whatever the base, which the platform would write out and parse as well.
const ABSOLUTE = /^https?:\/\//i;

/** Null where the text doesn't parse. */
export function parseUrl(text: string, base?: URL): URL | null {
  try {
    return base === undefined || ABSOLUTE.test(text) ? new URL(text) : new URL(text, base);
  } catch {
    return null;
  }
}

/** https://url.spec.whatwg.org/#concept-url-serializer, exclude fragment set to true */
export function withoutFragment(url: URL): string {
  const { href } = url;
  const hash = href.indexOf("#");
  return hash === -1 ? href : href.slice(0, hash);
}

/** With the other one's fragment, an empty one too, where it has none. */
export function withFragmentOf(url: URL, other: URL): URL {
  const hash = other.href.indexOf("#");
  if (hash === -1 || url.href.includes("#")) return url;
  // NB: Not a new one: its host may be none that `URL` parses.
  url.hash = other.href.slice(hash);
  return url;
}

/** The same where nothing is escaped otherwise. https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2 */
export function withNormalizedEscapes(url: URL): URL {
  const normalize = (text: string): string =>
    text.replace(/%[0-9A-Fa-f]{2}/g, (escaped) => {
      const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : escaped.toUpperCase();
    });
  const pathname = normalize(url.pathname);
  const search = normalize(url.search);
  if (pathname === url.pathname && search === url.search) return url;
  const result = copyOf(url);
  if (pathname !== url.pathname) result.pathname = pathname;
  if (search !== url.search) result.search = search;
  return result;
}

/** What stands in a request line: unlike `search`, with the question mark of an empty query. */
export function requestTarget(url: URL): string {
  const hasEmptyQuery = url.search === "" && withoutFragment(url).endsWith("?");
  return `${url.pathname}${hasEmptyQuery ? "?" : url.search}`;
}

/** https://w3c.github.io/webappsec-secure-contexts/#potentially-trustworthy-url */
export function isPotentiallyTrustworthy(url: URL): boolean {
  switch (url.protocol) {
    case "https:":
    case "wss:":
    case "data:":
    case "about:":
    case "file:":
      return true;
    default:
      return isLoopbackHost(url.hostname);
  }
}

/** Whether the host is an IP address, and no name. */
export function isAddress({ hostname }: Pick<URL, "hostname">): boolean {
  return hostname.startsWith("[") || /^\d+(?:\.\d+){3}$/.test(hostname);
}

export function isLoopbackHost(hostname: string): boolean {
  return (
    /^127(?:\.\d+){3}$/.test(hostname) ||
    hostname === "[::1]" ||
    /(?:^|\.)localhost\.?$/.test(hostname)
  );
}
