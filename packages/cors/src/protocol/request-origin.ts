import { isAsciiDigit } from "./bytes.ts";
import { isSerializedHost, MAX_HOST_LENGTH } from "./serialized-host.ts";

const PLUS_SIGN = 0x2b;
const HYPHEN_MINUS = 0x2d;
const FULL_STOP = 0x2e;

/** Far longer than any scheme in use. */
const MAX_SCHEME_LENGTH = 64;

/**
 * The longest origin there can be: a scheme of 64 bytes, `://`, a domain name of 253 (RFC 1035
 * §2.3.4), `:65535`.
 */
export const MAX_ORIGIN_LENGTH: number =
  MAX_SCHEME_LENGTH + "://".length + MAX_HOST_LENGTH + ":65535".length;

/**
 * The ports that an origin's serialization leaves out. https://url.spec.whatwg.org/#default-port
 */
const defaultPorts: readonly (readonly [scheme: string, port: string])[] = [
  ["ftp:", ":21"],
  ["http:", ":80"],
  ["https:", ":443"],
  ["ws:", ":80"],
  ["wss:", ":443"],
];

export interface SerializedOrigin {
  readonly scheme: string;
  /** As serialized: an IPv6 address stands in brackets. */
  readonly host: string;
  /** Empty for the scheme's default port. */
  readonly port: string;
}

/**
 * Parses the value of an `Origin` header by its grammar, `origin-or-null`; null where it doesn't
 * match.
 *
 *     "https://example.com"          // { scheme: "https", host: "example.com", port: "" }
 *     "http://[::1]:8080"            // { scheme: "http", host: "[::1]", port: "8080" }
 *     "chrome-extension://abcdef"    // any scheme
 *     "null"                         // "null"
 *     "https://example.com/"         // null: an origin has no path
 *     "https://Example.com"          // null: browsers send lower case
 *     "https://example.com:443"      // null: browsers leave the default port out
 *
 * NB: Stricter than the grammar where the grammar matches what no origin serializes to: the default
 * port, port 0 (nothing can be fetched from it), a port above 65535 or with leading zeros, an IPv6
 * address not fully compressed, a host that ends in a number and is no IPv4 address, and names too
 * long for DNS. Looser where browsers send what it doesn't match: `_` in a label, and `-` at its ends.
 *
 * https://fetch.spec.whatwg.org/#origin-header
 */
export function parseSerializedOrigin(value: string): SerializedOrigin | "null" | null {
  if (value === "null") return "null";
  if (value.length > MAX_ORIGIN_LENGTH) return null;

  const schemeEnd = endOfScheme(value);
  if (schemeEnd === 0 || schemeEnd > MAX_SCHEME_LENGTH) return null;
  if (!value.startsWith("://", schemeEnd)) return null;

  const hostStart = schemeEnd + "://".length;
  const hostEnd = endOfHost(value, hostStart);
  if (!isSerializedHost(value, hostStart, hostEnd)) return null;

  if (hostEnd < value.length) {
    if (!isSerializedPort(value, hostEnd + 1)) return null;
    if (isDefaultPort(value, schemeEnd, hostEnd)) return null;
  }

  return {
    scheme: value.slice(0, schemeEnd),
    host: value.slice(hostStart, hostEnd),
    port: value.slice(hostEnd + 1),
  };
}

/**
 * `serialized-scheme = lower-alpha *( lower-alphanum / "+" / "-" / "." )`: where it ends, 0 if
 * there is none.
 */
function endOfScheme(value: string): number {
  let position = 0;
  while (position < value.length) {
    const byte = value.charCodeAt(position);
    const isLowerAlpha = byte >= 0x61 && byte <= 0x7a;
    const isLater =
      isAsciiDigit(byte) || byte === PLUS_SIGN || byte === HYPHEN_MINUS || byte === FULL_STOP;
    if (!isLowerAlpha && !(isLater && position > 0)) break;
    position++;
  }
  return position;
}

/** The colon before the port, or the end of the value. */
function endOfHost(value: string, start: number): number {
  // An IPv6 address has colons of its own.
  const from = value.startsWith("[", start) ? value.indexOf("]", start) : start;
  if (from === -1) return value.length;
  const colon = value.indexOf(":", from);
  return colon === -1 ? value.length : colon;
}

/** `serialized-port = 1*5DIGIT`, of which 1 to 65535 without leading zeros are ports. */
function isSerializedPort(value: string, start: number): boolean {
  const length = value.length - start;
  if (length < 1 || length > 5) return false;
  let port = 0;
  for (let position = start; position < value.length; position++) {
    const byte = value.charCodeAt(position);
    if (!isAsciiDigit(byte)) return false;
    port = port * 10 + (byte - 0x30);
  }
  return value.charCodeAt(start) !== 0x30 && port <= 65_535;
}

function isDefaultPort(value: string, schemeEnd: number, hostEnd: number): boolean {
  for (const [scheme, port] of defaultPorts) {
    if (scheme.length === schemeEnd + 1 && value.startsWith(scheme)) {
      return port.length === value.length - hostEnd && value.endsWith(port);
    }
  }
  return false;
}
