// U+FFFD in UTF-8, each byte as a character.
const REPLACEMENT = "\u00ef\u00bf\u00bd";

// A character's bytes in UTF-8, without surrogates, overlong forms and what is beyond Unicode.
const CHARACTER =
  /[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[^]/g;

/**
 * A header's name or value as libsoup hands it over: valid UTF-8, each byte that can't belong to it replaced.
 * WebKit then takes every byte for a character.
 *
 * libsoup/soup-headers.c, soup_headers_parse; glib/gutf8.c, g_utf8_make_valid
 */
export function madeValid(text: string): string {
  if (!/[\x80-\xff]/.test(text)) return text;
  return text.replace(CHARACTER, (bytes) =>
    bytes.length === 1 && bytes >= "\x80" ? REPLACEMENT : bytes,
  );
}
