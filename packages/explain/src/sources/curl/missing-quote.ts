import { positionIn, SourceError } from "../source-error.ts";

/** A quote of a command has no other one. */
export class MissingQuote extends SourceError {}

/** Where a quote of a command opens what it quotes, and where the next one ends that. */
export interface QuotedRun {
  readonly open: number;
  /** Of the closing quote; the text's end where there is none. */
  readonly close: number;
  /** As it is written: `'`, `"`, `$'`, `^"`. */
  readonly quote: string;
}

// `… -H '`, and the argument begins right behind it; or `… -d '{"`, where the other kind of quote is in between.
const OPTION_AT_END = /(?:^|\s)--?[A-Za-z][\w-]*\s+(?:['"][{[])?$/;
// More than any of curl's has, with spaces and a line's end.
const MAX_OPTION_LENGTH = 80;
const URL_FOLLOWS = /^https?:/i;
const ARGUMENT_FOLLOWS = /^[\w{[/*@:$^]/;

/**
 * The quote that lacks its other one, if there is one. Behind a quote that is missing, all others change their parts, and a shell
 * complains of the last, which may be many lines below. The first that closes where an argument begins was meant to open it, so
 * the one before it is alone.
 */
export function missingQuoteIn(text: string, runs: readonly QuotedRun[]): MissingQuote | null {
  // Where every quote has its other one, the command is whole, however odd it looks: `-d '{"cmd":"ls -l '$DIR'"}'`.
  if (!runs.some(({ close }) => close >= text.length)) return null;
  const alone = runs.find((run) => isAlone(text, run));
  if (alone === undefined) return null;
  const { open, quote } = alone;
  const sign = quote.slice(-1);
  // `-H Origin: https://app.example'`: it ends something.
  const isEnd = open > 0 && /[^\s=$^([{,]/.test(text[open - 1]!);
  return new MissingQuote(
    "curl",
    positionIn(text, open),
    quote,
    `${isEnd ? "an opening" : "a closing"} ${sign} for this one`,
  );
}

function isAlone(text: string, { open, close, quote }: QuotedRun): boolean {
  if (close >= text.length) return true;
  const inside = text.slice(Math.max(open + quote.length, close - MAX_OPTION_LENGTH), close);
  const next = text.slice(close + (text[close] === "^" ? 2 : 1), close + 12);
  return (
    (OPTION_AT_END.test(inside) && ARGUMENT_FOLLOWS.test(next)) ||
    (/\s$/.test(inside) && URL_FOLLOWS.test(next))
  );
}
