import { byteLowercase, isAsciiAlphanumeric, isAsciiDigit, membersOf } from "./bytes.ts";

const schemeBytes: Uint8Array = /* @__PURE__ */ membersOf("+-.");

/** https://url.spec.whatwg.org/#forbidden-domain-code-point */
const forbiddenHostBytes: Uint8Array = /* @__PURE__ */ membersOf(" #%/:<>?@[\\]^|\x7f");

/** https://url.spec.whatwg.org/#special-scheme, but for `file`, whose host may be empty. */
const specialSchemes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "ftp",
  "http",
  "https",
  "ws",
  "wss",
]);

/**
 * Whether the value would parse as a URL on its own.
 *
 * This room has no URL parser, and this is none: it looks at scheme, host and port as far as
 * mistakes in `Access-Control-Allow-Origin` go (`example.com`, `https://`, `*.example.com`). It
 * decides only by which name a refusal is called, `InvalidAllowOriginValue` or
 * `AllowOriginMismatch`, never whether there is one.
 *
 * https://url.spec.whatwg.org/#concept-url-parser
 */
export function isParsableUrl(given: string): boolean {
  const value = withoutUnseen(given);
  const schemeEnd = endOfScheme(value);
  if (schemeEnd === 0 || value.charAt(schemeEnd) !== ":") return false;

  const scheme = byteLowercase(value.slice(0, schemeEnd));
  if (specialSchemes.has(scheme)) {
    // Any number of slashes, in either direction, stands before the host of a special URL.
    let start = schemeEnd + 1;
    while (isSlash(value.charAt(start))) start++;
    return isAuthority(value, start, "\\", "required");
  }
  if (scheme === "file" || !value.startsWith("//", schemeEnd + 1)) return true;
  return isAuthority(value, schemeEnd + "://".length, "/", "optional");
}

/** "Remove any leading and trailing C0 control or space", and "all ASCII tab or newline". */
function withoutUnseen(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && value.charCodeAt(start) <= 0x20) start++;
  while (end > start && value.charCodeAt(end - 1) <= 0x20) end--;
  return value.slice(start, end).replace(/[\t\n\r]/g, "");
}

function endOfScheme(value: string): number {
  let position = 0;
  while (position < value.length) {
    const byte = value.charCodeAt(position);
    const isAllowed =
      position === 0 ? isAsciiAlphanumeric(byte) && !isAsciiDigit(byte) : isSchemeByte(byte);
    if (!isAllowed) break;
    position++;
  }
  return position;
}

function isSchemeByte(byte: number): boolean {
  return isAsciiAlphanumeric(byte) || schemeBytes[byte] === 1;
}

function endOfAuthority(value: string, start: number, alsoEndsAt: "\\" | "/"): number {
  let end = start;
  while (
    end < value.length &&
    !"/?#".includes(value.charAt(end)) &&
    value.charAt(end) !== alsoEndsAt
  ) {
    end++;
  }
  return end;
}

function isAuthority(
  value: string,
  start: number,
  alsoEndsAt: "\\" | "/",
  host: "required" | "optional",
): boolean {
  const authority = value.slice(start, endOfAuthority(value, start, alsoEndsAt));
  const at = authority.lastIndexOf("@");
  const hostAndPort = authority.slice(at + 1);
  // User information needs a host to follow it.
  const isRequired = host === "required" || at !== -1;

  const portStart = hostAndPort.indexOf(
    ":",
    hostAndPort.startsWith("[") ? hostAndPort.indexOf("]") : 0,
  );
  const hostname = portStart === -1 ? hostAndPort : hostAndPort.slice(0, portStart);
  const port = portStart === -1 ? "" : hostAndPort.slice(portStart + 1);
  if (hostname === "") return !isRequired && portStart === -1;
  return isHost(hostname, host === "required") && isPort(port);
}

function isHost(hostname: string, isSpecial: boolean): boolean {
  if (hostname.startsWith("[")) return /^\[[0-9A-Fa-f:.]+\]$/.test(hostname);
  if (!isSpecial) return !containsForbidden(hostname.replaceAll("%", ""));
  const domain = percentDecode(hostname);
  return (
    domain !== "" && !containsForbidden(domain) && isUtf8(domain) && !isBrokenIpv4Address(domain)
  );
}

function containsForbidden(hostname: string): boolean {
  for (let position = 0; position < hostname.length; position++) {
    const byte = hostname.charCodeAt(position);
    if (byte < 0x20 || forbiddenHostBytes[byte] === 1) return true;
  }
  return false;
}

function percentDecode(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** Bytes that are none become U+FFFD, which no domain has. */
function isUtf8(bytes: string): boolean {
  return /^(?:[\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})*$/.test(
    bytes,
  );
}

/**
 * Whether a host ends in a number, and so must be an address, and isn't one.
 *
 * https://url.spec.whatwg.org/#concept-ipv4-parser
 */
function isBrokenIpv4Address(domain: string): boolean {
  const parts = domain.split(".");
  if (parts.length > 1 && parts.at(-1) === "") parts.pop();
  const last = parts.at(-1)!;
  if (!/^(?:[0-9]+|0[xX][0-9A-Fa-f]*)$/.test(last)) return false;
  if (parts.length > 4) return true;
  const numbers = parts.map(ipv4Number);
  return numbers.some(
    (number, index) =>
      number === null ||
      (index === parts.length - 1 ? number >= 256 ** (5 - parts.length) : number > 255),
  );
}

function ipv4Number(part: string): number | null {
  if (/^0[xX][0-9A-Fa-f]*$/.test(part)) return Number.parseInt(`0${part.slice(2)}`, 16);
  if (/^0[0-7]+$/.test(part)) return Number.parseInt(part, 8);
  return /^(?:0|[1-9][0-9]*)$/.test(part) ? Number(part) : null;
}

function isPort(port: string): boolean {
  // Leading zeros don't matter to a URL parser, so it is not the length that counts.
  return /^[0-9]*$/.test(port) && Number(port) <= 65_535;
}

function isSlash(character: string): boolean {
  return character === "/" || character === "\\";
}
