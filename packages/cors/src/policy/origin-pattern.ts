/**
 * An entry of `allowOrigins`, taken apart. Exactly one of these forms, already known to be well formed:
 *
 *     https://example.com        an exact origin: host "example.com", port ""
 *     https://*.example.com      subdomains: true, host "example.com", port ""
 *     http://localhost:*         host "localhost", port "*": any port, or none
 */
export interface OriginPattern {
  readonly scheme: string;
  /** Whether the pattern stands for one or more labels before `host`, and not for `host` itself. */
  readonly subdomains: boolean;
  readonly host: string;
  /** The port's digits, `""` for the scheme's default port, `"*"` for any. */
  readonly port: string;
}

/** Takes a pattern apart that is known to be well formed, such as one in a compiled policy. */
export function splitOriginPattern(pattern: string): OriginPattern {
  const schemeEnd = pattern.indexOf("://");
  const scheme = pattern.slice(0, schemeEnd);
  const { host, port } = splitAuthority(pattern.slice(schemeEnd + 3));
  const subdomains = host.startsWith("*.");
  return { scheme, subdomains, host: subdomains ? host.slice(2) : host, port: port ?? "" };
}

/** Whether an entry is more than one exact origin. */
export function isOriginPattern(entry: string): boolean {
  return entry.includes("*");
}

/**
 * Splits an authority without user information into host and port. `port` is null where there is no colon, and `""` where
 * nothing follows it. The colons of an IPv6 address stand in brackets.
 */
export function splitAuthority(authority: string): { host: string; port: string | null } {
  const bracket = authority.startsWith("[") ? authority.indexOf("]") : -1;
  const colon = authority.indexOf(":", bracket + 1);
  if (colon === -1) return { host: authority, port: null };
  return { host: authority.slice(0, colon), port: authority.slice(colon + 1) };
}

/**
 * Whether a host is this machine: `localhost`, a name under it (RFC 6761 section 6.3), `127.0.0.0/8` or `[::1]`. Pages from there
 * do not cross a network, so plain http is as trustworthy as the machine.
 *
 * https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
 */
export function isLoopbackHost(host: string): boolean {
  if (host === "localhost" || host.endsWith(".localhost") || host === "[::1]") return true;
  return /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** Whether an origin of this scheme and host may be written by whoever controls the network. */
export function isInsecure(scheme: string, host: string): boolean {
  return scheme === "http" && !isLoopbackHost(host);
}
