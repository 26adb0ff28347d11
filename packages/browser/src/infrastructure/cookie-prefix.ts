const prefixed = /^__(host-http|host|http|secure)-/i;

/** What the names of cookies can promise of their attributes. */
export interface PromisedAttributes {
  has(name: "domain" | "httponly" | "secure"): boolean;
  readonly path: string | null;
}

/** Whether it begins as a name does that promises something. */
export const isPrefixed = (text: string): boolean => prefixed.test(text);

/**
 * "If the name starts with the case-insensitive string `__Secure-` […]".
 *
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-layered-cookies#name-cookie-name-prefixes
 */
export function keepsPromise(name: string, attributes: PromisedAttributes): boolean {
  const prefix = prefixed.exec(name)?.[1]?.toLowerCase();
  if (prefix === undefined) return true;
  if (!attributes.has("secure")) return false;
  if (prefix.endsWith("http") && !attributes.has("httponly")) return false;
  const isOfHost = attributes.path === "/" && !attributes.has("domain");
  return !prefix.startsWith("host") || isOfHost;
}
