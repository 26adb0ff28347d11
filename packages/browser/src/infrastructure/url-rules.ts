import { noteDanglingMarkup } from "./dangling-markup.ts";
import { unresolvableUrl } from "./unresolvable-url.ts";
import { parseUrl } from "./url.ts";

/** What user agents do otherwise than the URL Standard, or than the platform's `URL`. */
export interface UrlRules {
  /**
   * What becomes of hosts that the standard forbids for a space in them, or for an `xn--` with nothing
   * valid behind it: nothing, or names that nobody has.
   */
  readonly forbiddenHosts: "refused" | "unresolvable";
  /** Whether nothing is asked of a URL that may have swallowed markup. */
  readonly blocksDanglingMarkup: boolean;
  /** Characters of a path that are escaped, though the platform's `URL` may leave them. */
  readonly escapedInPaths: ReadonlySet<string>;
  /** Whether escapes of what needs none are undone, and others written in upper case, before anything is asked. */
  readonly normalizesEscapes: boolean;
  /** Whether what follows `filesystem:` has to be a URL. */
  readonly filesystemHasInner: boolean;
  /** Whether spaces stay in the URL of data in base64, in which they mean nothing. */
  readonly base64HasSpaces: boolean;
}

/** Null where the text doesn't parse. */
export function parseUrlWith(rules: UrlRules, text: string, base: URL): URL | null {
  const url = parseUrl(rules.base64HasSpaces ? text : withoutSpacesInBase64(text), base);
  if (url === null)
    return rules.forbiddenHosts === "unresolvable" ? unresolvableUrl(text, base) : null;
  if (rules.blocksDanglingMarkup) noteDanglingMarkup(url, text);
  if (rules.filesystemHasInner && url.protocol === "filesystem:")
    return parseUrl(url.href.slice("filesystem:".length)) === null ? null : url;
  for (const character of rules.escapedInPaths)
    if (text.includes(character)) {
      const { pathname } = url;
      const code = character.charCodeAt(0).toString(16).toUpperCase();
      // NB: Where the path is opaque, nothing comes of it.
      if (pathname.includes(character)) url.pathname = pathname.replaceAll(character, `%${code}`);
    }
  return url;
}

const base64Data = /^[\0-\x20]*data:[^,]*;[\t\n\f\r ]*base64[\t\n\f\r ]*,/i;

const withoutSpacesInBase64 = (text: string): string =>
  base64Data.test(text) ? text.replace(/[\t\n\f\r ]+/g, "") : text;
