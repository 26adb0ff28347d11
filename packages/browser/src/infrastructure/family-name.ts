// NB: It takes as many digits as there are, or what comes behind it would match in several ways.
const DIGITS = "(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{1,5}(?![0-9a-fA-F]))";
const ESCAPE = String.raw`\\(?:${DIGITS}[ \t\n\f]?|[^\n0-9a-fA-F]|$)`;
const IDENTIFIER = new RegExp(
  String.raw`^(?:--|-?(?:[a-zA-Z_\u0080-\u{10FFFF}]|${ESCAPE}))(?:[\w\-\u0080-\u{10FFFF}]|${ESCAPE})*$`,
  "u",
);
// NB: A blank may end an escape, and is no part of what stands between two words then.
const WORDS = new RegExp(String.raw`(?:${ESCAPE}|[^ \t\n\f])+`, "gu");

// The end of all that is given is the end of a string, too.
const STRING = /^(["'])((?:(?!\1)[^\\\n]|\\[^])*)(?:\1|\\?)$/;

/** What means something else, where it is alone. https://drafts.csswg.org/css-fonts/#generic-font-families */
const RESERVED =
  /^(?:(?:ui-)?(?:sans-)?serif|(?:ui-)?monospace|ui-rounded|cursive|fantasy|system-ui|math|inherit|initial|unset|revert(?:-layer)?|default)$/i;

/**
 * The name of a font's family, as CSS reads what a `FontFace` is given: quotes, blanks, comments and escapes are no
 * part of it. What is no name in CSS is one as it is written.
 *
 * https://drafts.csswg.org/css-fonts/#family-name-syntax
 */
export function familyNameOf(text: string): string {
  const given = text.replace(/\/\*[^]*?\*\//g, " ").replace(/^[ \t\n\f]+|[ \t\n\f]+$/g, "");
  const string = STRING.exec(given);
  if (string !== null) return unescaped(string[2]!);
  const words = given.match(WORDS) ?? [];
  const isName = words.length > 0 && words.every((word) => IDENTIFIER.test(word));
  if (!isName || (words.length === 1 && RESERVED.test(words[0]))) return text;
  return words.map(unescaped).join(" ");
}

/** https://drafts.csswg.org/css-syntax/#consume-escaped-code-point */
function unescaped(text: string): string {
  return text.replace(
    /\\(?:([0-9a-fA-F]{1,6})[ \t\n\f]?|([^]?))/g,
    (_, digits: string | undefined, character: string | undefined) => {
      if (digits === undefined) return character === "\n" ? "" : character || "\ufffd";
      const code = Number.parseInt(digits, 16);
      const isNone = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
      return isNone ? "\ufffd" : String.fromCodePoint(code);
    },
  );
}
