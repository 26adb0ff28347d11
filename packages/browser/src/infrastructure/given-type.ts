import { type HeaderList, type MimeType, parseMimeType } from "@crosswalk/cors/protocol";

// Commas are no matter, unless there is a blank or another solidus behind them.
// NB: A tab is taken in one way alone, for time that goes with the length.
const ONE_TYPE = /^[^;/ ]*\/[^;/ ]*(?: [\t ]*)?(?:;|$)/;

/**
 * Whether a `Content-Type` line is one type; what isn't is sniffed.
 *
 * libsoup/soup-message-headers.c, content_type_setter
 */
export const isOneType = (line: string): boolean => ONE_TYPE.test(line);

/**
 * What comes before any blank, comma or semicolon, and the first charset that there is.
 *
 * Source/WebCore/platform/network/HTTPParsers.cpp, extractMIMETypeFromMediaType
 */
export function firstType(given: string): string {
  const [essence = ""] = given.trimStart().split(/[\t ,;]/, 1);
  const charset = /charset[\t ]*=[\t ]*"?([^\t "',;]+)/i.exec(given)?.[1];
  return charset === undefined ? essence : `${essence};charset=${charset}`;
}

/** Headers with the first of all types that are given. */
export function withFirstType(headers: HeaderList): HeaderList {
  const given = headers.get("Content-Type");
  if (given === null) return headers;
  const own = headers.clone();
  own.set("Content-Type", firstType(given));
  return own;
}

/**
 * What the last `Content-Type` line says alone: that is what libsoup calls the type (`soup_message_headers_get_one`,
 * and `content_type_setter` in libsoup/soup-message-headers.c for what is sniffed where it is no single type).
 */
export function lastType(headers: HeaderList, of: "first-type" | "one-type"): MimeType | null {
  const line = headers.getAll("Content-Type").at(-1) ?? "";
  return of === "one-type" && !isOneType(line) ? null : parseMimeType(firstType(line));
}
