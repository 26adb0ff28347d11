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
