import { byteLowercase, isAsciiAlphanumeric, isAsciiDigit, membersOf } from "./bytes.ts";

const schemeBytes: Uint8Array = /* @__PURE__ */ membersOf("+-.");

/**
 * https://url.spec.whatwg.org/#forbidden-domain-code-point, but for `%`, which may start a valid
 * escape.
 */
const forbiddenHostBytes: Uint8Array = /* @__PURE__ */ membersOf(" #/:<>?@[\\]^|\x7f");

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
export function isParsableUrl(value: string): boolean {
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
  return isHost(hostname) && isPort(port);
}

function isHost(hostname: string): boolean {
  if (hostname.startsWith("[")) return /^\[[0-9A-Fa-f:.]+\]$/.test(hostname);
  for (let position = 0; position < hostname.length; position++) {
    const byte = hostname.charCodeAt(position);
    if (byte < 0x20 || forbiddenHostBytes[byte] === 1) return false;
  }
  return true;
}

function isPort(port: string): boolean {
  // Leading zeros don't matter to a URL parser, so it is not the length that counts.
  return /^[0-9]*$/.test(port) && Number(port) <= 65_535;
}

function isSlash(character: string): boolean {
  return character === "/" || character === "\\";
}
