/** https://wicg.github.io/local-network-access/#ip-address-space-heading */
export type AddressSpace = "loopback" | "local" | "public";

const order: readonly AddressSpace[] = ["public", "local", "loopback"];

/** Whether an address space is farther from the public one than another: `loopback` than `local`, and both than `public`. */
export function isMorePrivate(one: AddressSpace, other: AddressSpace): boolean {
  return order.indexOf(one) > order.indexOf(other);
}

/** The space of an address, or of `localhost`; null of any other name. */
export function addressSpaceOf(hostname: string): AddressSpace | null {
  if (hostname === "localhost" || hostname.endsWith(".localhost")) return "loopback";
  if (hostname.startsWith("[")) return ofIpv6(hostname.slice(1, -1));
  const parts = hostname.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part))) return null;
  return ofIpv4(parts.map(Number));
}

function ofIpv4([first = 0, second = 0, ...rest]: readonly number[]): AddressSpace {
  if (first === 127) return "loopback";
  // NB: Of "this host on this network" the page says nothing; Chromium takes it for this host.
  if (first === 0) return [second, ...rest].every((part) => part === 0) ? "loopback" : "local";
  const isLocal =
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254) ||
    (first === 100 && second >= 64 && second <= 127);
  return isLocal ? "local" : "public";
}

function ofIpv6(address: string): AddressSpace {
  if (address === "::1") return "loopback";
  // ::ffff:0:0/96
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(address);
  if (mapped !== null) {
    const [high = 0, low = 0] = mapped.slice(1).map((part) => Number.parseInt(part, 16));
    return ofIpv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
  }
  // fc00::/7 and fe80::/10
  return /^f[cd][\da-f]{2}:|^fe[89ab][\da-f]:/.test(address) ? "local" : "public";
}
