import { isToken, parseMimeType, trimBytes } from "@crosswalk/cors/protocol";
import { isAsciiWhitespace } from "../infrastructure/ascii-whitespace.ts";
import { serializeMimeType } from "../infrastructure/mime-type.ts";
import { percentDecode } from "../infrastructure/percent-decode.ts";

/** https://fetch.spec.whatwg.org/#data-url-processor */
export function parseDataUrl(
  url: URL,
  charsets: "any" | "tokens",
): { readonly mimeType: string; readonly body: Uint8Array } | null {
  const { href, hash } = url;
  const text = href.slice("data:".length, hash === "" ? undefined : -hash.length);
  const comma = text.indexOf(",");
  // "If position is past the end of input, then return failure."
  if (comma === -1) return null;
  let mimeType = trimBytes(text.slice(0, comma), isAsciiWhitespace);
  if (charsets === "tokens" && !charsetsOf(mimeType).every(isToken)) return null;
  let body = percentDecode(text.slice(comma + 1));
  const base64 = /;[ ]*base64$/i.exec(mimeType);
  if (base64 !== null) {
    mimeType = mimeType.slice(0, base64.index);
    try {
      // NB: Base64 is ASCII; of what isn't, any decoding is refused.
      const decoded = atob(new TextDecoder("latin1").decode(body));
      body = Uint8Array.from(decoded, (character) => character.charCodeAt(0));
    } catch {
      return null;
    }
  }
  if (mimeType.startsWith(";")) mimeType = `text/plain${mimeType}`;
  // "If mimeTypeRecord is failure, then set mimeTypeRecord to text/plain;charset=US-ASCII."
  const record = parseMimeType(mimeType);
  return {
    mimeType: record === null ? "text/plain;charset=US-ASCII" : serializeMimeType(record),
    body,
  };
}

/** Those that are named, without quotes. */
const charsetsOf = (mimeType: string): string[] =>
  mimeType
    .split(";")
    .slice(1)
    .map((parameter) => parameter.trim())
    .filter((parameter) => /^charset=/i.test(parameter))
    .map((parameter) => parameter.slice("charset=".length).trim())
    .map((charset) => (/^".*"$/.test(charset) ? charset.slice(1, -1) : charset))
    .filter((charset) => charset !== "");
