import { positionIn, SourceError } from "../source-error.ts";
import { missingQuoteIn, type QuotedRun } from "./missing-quote.ts";
import type { CommandWords, Word } from "./word.ts";

/** One step of each ordinary run, so that a text is read once. */
const PLAIN = /[^\s'"\\$|&;<>`]+/y;
const SINGLE_QUOTED = /[^']*/y;
const DOUBLE_QUOTED = /[^"\\]+/y;
const ANSI_QUOTED = /[^'\\]+/y;

const ansiEscapes: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["e", "\x1b"],
  ["E", "\x1b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["?", "?"],
]);

/**
 * The words of a command as bash and its like split them. Variables and substitutions stay as they are written, and a line's
 * end is a space: commands are pasted without their continuation signs too.
 */
export function posixWords(text: string): CommandWords {
  const words: Word[] = [];
  const runs: QuotedRun[] = [];
  let at = 0;
  let parts: string[] | null = null;
  let start = 0;

  const run = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };
  const add = (part: string, from: number): void => {
    if (parts === null) {
      parts = [];
      start = from;
    }
    parts.push(part);
  };
  const end = (): void => {
    if (parts !== null) words.push({ text: parts.join(""), offset: start });
    parts = null;
  };
  /** What was quoted ends here, or with the text. */
  const close = (open: number, quote: string): void => {
    runs.push({ open, close: at, quote });
    at += 1;
  };

  while (at < text.length) {
    const from = at;
    const character = text[at]!;
    switch (character) {
      case "'":
        at += 1;
        add(run(SINGLE_QUOTED), from);
        close(from, "'");
        break;
      case '"':
        at += 1;
        add("", from);
        for (;;) {
          add(run(DOUBLE_QUOTED), from);
          if (at >= text.length || text[at] === '"') break;
          add(doubleQuotedEscape(text, at), from);
          // A backslash may stand before a line's end of two characters.
          at += text.startsWith("\\\r\n", at) ? 3 : 2;
        }
        close(from, '"');
        break;
      case "\\":
        at += text.startsWith("\\\r\n", at) ? 3 : 2;
        // A line goes on.
        if (text[at - 1] !== "\n") add(text.slice(from + 1, at), from);
        else if (parts === null) start = at;
        break;
      case "$":
        if (text[at + 1] !== "'") {
          at += 1;
          add("$", from);
          break;
        }
        at += 2;
        add("", from);
        for (;;) {
          add(run(ANSI_QUOTED), from);
          if (at >= text.length || text[at] === "'") break;
          const escape = ansiEscape(text, at);
          add(escape.character, from);
          at += escape.length;
        }
        close(from, "$'");
        break;
      case "|":
      case ";":
      case "<":
      case ">":
      case "&":
      case "`":
        // It is tempting to end the command at every `&`. Many an URL is pasted without its quotes.
        if (parts === null) {
          end();
          return checked(true);
        }
        at += 1;
        add(character, from);
        break;
      default:
        if (/\s/.test(character)) {
          end();
          at += 1;
        } else {
          add(run(PLAIN), from);
        }
    }
  }
  end();
  return checked(false);

  function checked(isFollowed: boolean): CommandWords {
    const error = missingQuoteIn(text, runs);
    if (error !== null) throw error;
    return { words, isFollowed };
  }
}

/** Between double quotes a backslash means itself, unless it stands before one of these. */
function doubleQuotedEscape(text: string, at: number): string {
  const next = text[at + 1];
  if (next === undefined) return "\\";
  if (next === "\n" || text.startsWith("\\\r\n", at)) return "";
  return '"\\$`'.includes(next) ? next : `\\${next}`;
}

const NUMBERED = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))/y;

function ansiEscape(text: string, at: number): { character: string; length: number } {
  const known = ansiEscapes.get(text[at + 1] ?? "");
  if (known !== undefined) return { character: known, length: 2 };
  NUMBERED.lastIndex = at;
  const found = NUMBERED.exec(text);
  if (found === null) return { character: text.slice(at, at + 2), length: 2 };
  const [whole, byte, short, long, octal] = found;
  const code =
    octal === undefined
      ? Number.parseInt(byte ?? short ?? long ?? "", 16)
      : Number.parseInt(octal, 8);
  if (code > 0x10ffff) {
    throw new SourceError(
      "curl",
      positionIn(text, at),
      whole,
      "a character's number, 10FFFF at most",
    );
  }
  return { character: String.fromCodePoint(code), length: whole.length };
}
