import { missingQuoteIn, type QuotedRun } from "./missing-quote.ts";
import type { CommandWords, Word } from "./word.ts";

const PLAIN = /[^\s"^\\|&<>]+/y;
const QUOTED = /[^"^\\]+/y;

/** Whether a command was copied for `cmd`: a caret before a quote or at a line's end is nothing in other shells. */
export function isForCmd(text: string): boolean {
  return /\^(?:"|\r?\n)/.test(text);
}

/**
 * The words of a command that a browser copied for `cmd`: carets for the shell, backslashes before quotes for the program.
 *
 * AD-HOC: `cmd` takes carets between plain quotes for themselves, and programs two backslashes for two unless a quote
 * follows. Older browsers escaped there nonetheless, and all double each backslash; what they meant is what counts here.
 */
export function cmdWords(text: string): CommandWords {
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
  /** What a backslash at this place stands for, passing it and the quote that it may escape. */
  const backslash = (): string => {
    at += 1;
    const quote = /\^?"|\\/y;
    quote.lastIndex = at;
    const found = quote.exec(text)?.[0];
    if (found === undefined) return "\\";
    at += found.length;
    return found.slice(-1);
  };

  while (at < text.length) {
    const from = at;
    const opening = /\^?"/y;
    opening.lastIndex = at;
    const quote = opening.exec(text)?.[0];
    if (quote !== undefined) {
      at += quote.length;
      add("", from);
      for (;;) {
        add(run(QUOTED), from);
        if (at >= text.length || text[at] === '"' || text.startsWith('^"', at)) break;
        if (text[at] === "\\") add(backslash(), from);
        else add(caret(), from);
      }
      runs.push({ open: from, close: at, quote });
      at += text[at] === '"' ? 1 : 2;
      continue;
    }
    const character = text[at]!;
    if (/\s/.test(character)) {
      end();
      at += 1;
    } else if (character === "^") {
      const meant = caret();
      if (meant !== "") add(meant, from);
    } else if (character === "\\") {
      add(backslash(), from);
    } else if ("|&<>".includes(character) && parts === null) {
      return checked(true);
    } else if ("|&<>".includes(character)) {
      at += 1;
      add(character, from);
    } else {
      add(run(PLAIN), from);
    }
  }
  end();
  return checked(false);

  function checked(isFollowed: boolean): CommandWords {
    const error = missingQuoteIn(text, runs);
    if (error !== null) throw error;
    return { words, isFollowed };
  }

  /** What a caret and what it escapes stand for. */
  function caret(): string {
    // `^\"` and `^\^"`: the caret is the backslash's, which is the quote's.
    if (text.startsWith('^\\^"', at) || text.startsWith('^\\"', at)) {
      at += text.startsWith('^\\^"', at) ? 4 : 3;
      return '"';
    }
    if (text.startsWith("^\\^\\", at)) {
      at += 4;
      return "\\";
    }
    const lineEnd = /\^\r?\n/y;
    lineEnd.lastIndex = at;
    const found = lineEnd.exec(text);
    if (found === null) {
      at += 2;
      return text.slice(at - 1, at);
    }
    at += found[0].length;
    // One line's end goes on with the command; the one after it stands for itself.
    const next = /\r?\n/y;
    next.lastIndex = at;
    const second = next.exec(text);
    if (second === null) return "";
    at += second[0].length;
    return "\n";
  }
}
