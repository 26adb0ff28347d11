/**
 * An origin. Tuple origins are the same if their serializations are; an opaque one is the same as
 * itself alone, and serializes to `null`.
 *
 * https://html.spec.whatwg.org/#concept-origin
 */
export interface Origin {
  readonly serialization: string;
}

const OPAQUE = "null";

/** https://html.spec.whatwg.org/#concept-origin-opaque */
export function createOpaqueOrigin(): Origin {
  return { serialization: OPAQUE };
}

// A platform writes it anew whenever it is asked, in two pieces that a comparison has to join first.
const serializations: WeakMap<URL, string> = new WeakMap();

/** https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin, of a URL's */
export function serializedOriginOf(url: URL): string {
  let serialization = serializations.get(url);
  if (serialization === undefined) serializations.set(url, (serialization = url.origin));
  return serialization;
}

/** https://url.spec.whatwg.org/#concept-url-origin */
export function originOfUrl(url: URL): Origin {
  return { serialization: serializedOriginOf(url) };
}

/**
 * Whether a page's scheme isn't one of the web's, and has hosts: then it belongs to an application that registered the scheme so that
 * its pages have an origin, an extension of a browser, Capacitor, Electron or Tauri.
 */
export function isOfApplication({ protocol, host, origin }: URL): boolean {
  return origin === "null" && host !== "" && protocol !== "file:";
}

/** Of a document. `URL` gives applications' pages no origin, browsers do. */
export function serializedOriginOfDocument(url: URL): string {
  return isOfApplication(url) ? `${url.protocol}//${url.host}` : serializedOriginOf(url);
}

export function originOfDocument(url: URL): Origin {
  return { serialization: serializedOriginOfDocument(url) };
}

export function isOpaque(origin: Origin): boolean {
  return origin.serialization === OPAQUE;
}

/** https://html.spec.whatwg.org/#same-origin */
export function isSameOrigin(one: Origin, other: Origin): boolean {
  return one === other || (one.serialization === other.serialization && !isOpaque(one));
}
