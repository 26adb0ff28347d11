import { getDomain, parse } from "tldts";

// What a page meets in its life is a handful of origins; a test suite's generated ones must not pile up.
const MAX_REMEMBERED_SITES = 1000;

const sites = new Map<string, string>();

/**
 * The site of a serialized tuple origin: its scheme and registrable domain, or its host where there
 * is none.
 *
 * https://html.spec.whatwg.org/#obtain-a-site
 */
export function siteOf(serializedOrigin: string): string {
  const known = sites.get(serializedOrigin);
  if (known !== undefined) return known;
  const schemeEnd = serializedOrigin.indexOf("://");
  const site = `${serializedOrigin.slice(0, schemeEnd)}://${domainOf(hostOf(serializedOrigin))}`;
  if (sites.size >= MAX_REMEMBERED_SITES) sites.clear();
  sites.set(serializedOrigin, site);
  return site;
}

// RFC 2606 section 2 and RFC 6761 section 6: nobody registers these, and the list has none of them.
const reservedNames: ReadonlySet<string> = new Set(["example", "invalid", "localhost", "test"]);

/**
 * A host's registrable domain, or the host where there is none: an address is its own site, and so is a host that
 * is itself a public suffix.
 */
export function domainOf(host: string): string {
  // "Return registrableDomain and trailingDot concatenated": https://url.spec.whatwg.org/#host-registrable-domain
  return host.endsWith(".") ? `${domainOfUndotted(host.slice(0, -1))}.` : domainOfUndotted(host);
}

function domainOfUndotted(host: string): string {
  // The list takes long to read, and isn't needed for everything. Of two labels either both are a domain or both are a
  // public suffix, and what ends in a number is an address.
  const labels = host.split(".");
  const [last] = labels.slice(-1);
  if (labels.length <= 2 || host.startsWith("[") || /^\d+$/.test(last!)) return host;
  if (reservedNames.has(last!)) return labels.slice(-2).join(".");
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
}

/**
 * Whether a host is that of a site, or under it: `a.localhost` is within the site of `localhost`, which is not
 * within the one of `a.localhost`.
 *
 * Source/WebCore/platform/RegistrableDomain.h, matches
 */
export function isWithinSiteOf(origin: string, other: string): boolean {
  if (origin === "null" || other === "null") return false;
  const host = hostOf(origin);
  const domain = domainOf(hostOf(other));
  return host === domain || host.endsWith(`.${domain}`);
}

/** A host's registrable domain where the list knows its public suffix; null elsewhere. */
export function listedDomainOf(host: string): string | null {
  const { domain, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true });
  return isIcann === true || isPrivate === true ? domain : null;
}

/** Whether the host is under a public suffix. */
export function hasDomain(url: URL): boolean {
  return getDomain(url.hostname, { allowPrivateDomains: true }) !== null;
}

/** https://html.spec.whatwg.org/#same-site */
export function isSameSite(one: string, other: string): boolean {
  return one === other
    ? one !== "null"
    : one !== "null" && other !== "null" && siteOf(one) === siteOf(other);
}

/** https://html.spec.whatwg.org/#schemelessly-same-site */
export function isSchemelesslySameSite(one: string, other: string): boolean {
  if (one === "null" || other === "null") return false;
  const site = siteOf(one);
  const otherSite = siteOf(other);
  return site.slice(site.indexOf(":")) === otherSite.slice(otherSite.indexOf(":"));
}

export function hostOf(serializedOrigin: string): string {
  const start = serializedOrigin.indexOf("://") + 3;
  const from = serializedOrigin.startsWith("[", start)
    ? serializedOrigin.indexOf("]", start)
    : start;
  const colon = serializedOrigin.indexOf(":", from);
  return serializedOrigin.slice(start, colon === -1 ? undefined : colon);
}
