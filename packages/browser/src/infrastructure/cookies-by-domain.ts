import type { Cookie } from "tough-cookie";
import { siteOf } from "./site.ts";

/** A host as URLs have it, from a domain of tough-cookie, which leaves the brackets of IPv6 out. */
export const hostOfDomain = (domain: string): string =>
  domain.includes(":") && !domain.startsWith("[") ? `[${domain}]` : domain;

export const siteOfDomain = (domain: string): string => siteOf(`https://${hostOfDomain(domain)}`);

interface CookiesOfHost {
  readonly cookies: Map<string, Cookie>;
  /** Null where nobody asks for sites. */
  readonly site: string | null;
}

/**
 * The cookies of each domain, by what else tells them apart. One that has none left is forgotten, as a server may have
 * countless domains.
 *
 * What site a domain is of is found out once. It is tempting to look for a site's domains among all there are: a thousand
 * cookies then took ten seconds beside three thousand sites, and take a tenth of one.
 */
export class CookiesByDomain {
  readonly #hosts: Map<string, CookiesOfHost> = new Map();
  readonly #hostsOfSites: Map<string, Set<string>> = new Map();
  readonly #sites: "counted" | "ignored";

  constructor(sites: "counted" | "ignored") {
    this.#sites = sites;
  }

  get domains(): string[] {
    return [...this.#hosts.keys()];
  }

  of(domain: string): ReadonlyMap<string, Cookie> | undefined {
    return this.#hosts.get(hostOfDomain(domain))?.cookies;
  }

  /** Those of the domain's site that have cookies; others cost nothing here. */
  domainsOfSiteOf(domain: string): string[] {
    if (this.#sites === "ignored") return [];
    const site = this.#hosts.get(hostOfDomain(domain))?.site ?? siteOfDomain(domain);
    return [...(this.#hostsOfSites.get(site) ?? [])];
  }

  set(domain: string, key: string, cookie: Cookie): void {
    const host = hostOfDomain(domain);
    const known = this.#hosts.get(host) ?? this.#added(host);
    known.cookies.set(key, cookie);
  }

  delete(domain: string, key: string): void {
    const host = hostOfDomain(domain);
    const known = this.#hosts.get(host);
    known?.cookies.delete(key);
    if (known?.cookies.size === 0) this.#remove(host, known);
  }

  clear(): void {
    this.#hosts.clear();
    this.#hostsOfSites.clear();
  }

  #added(host: string): CookiesOfHost {
    const site = this.#sites === "counted" ? siteOfDomain(host) : null;
    const added = { cookies: new Map<string, Cookie>(), site };
    this.#hosts.set(host, added);
    if (site === null) return added;
    const hosts = this.#hostsOfSites.get(site);
    if (hosts === undefined) this.#hostsOfSites.set(site, new Set([host]));
    else hosts.add(host);
    return added;
  }

  #remove(host: string, { site }: CookiesOfHost): void {
    this.#hosts.delete(host);
    if (site === null) return;
    const hosts = this.#hostsOfSites.get(site);
    hosts?.delete(host);
    if (hosts?.size === 0) this.#hostsOfSites.delete(site);
  }
}
