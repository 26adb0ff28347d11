import { BoundedMap } from "./bounded-map.ts";

// What a page asks for again and again is a handful; a test suite's generated addresses must not pile up,
// and nor must data: URLs, which may be of any length.
const MAX_URLS = 64;
const MAX_LENGTH = 2048;

/**
 * The URLs that a page's scripts have given as text, to be parsed once: to parse one costs as much as
 * several of the steps that a request takes. All are parsed against the one base of their page.
 */
export class ParsedUrls {
  readonly #known: BoundedMap<{ readonly url: URL; readonly href: string }> = new BoundedMap(
    MAX_URLS,
  );

  /** The URL that `parse` has made of the text before, or makes of it now. */
  parse(text: string, parse: (text: string) => URL): URL {
    const known = this.#known.get(text);
    // NB: Whoever was given it, a transport for one, may have changed it meanwhile.
    if (known !== undefined && known.url.href === known.href) return known.url;
    const url = parse(text);
    if (text.length <= MAX_LENGTH) this.#known.set(text, { url, href: url.href });
    return url;
  }
}
