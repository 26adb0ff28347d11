import { positionIn, SourceError } from "../source-error.ts";

/** An argument of a command, and where it begins. */
export interface Word {
  readonly text: string;
  readonly offset: number;
}

/** The arguments of one command, and whether more than the command was there. */
export interface CommandWords {
  readonly words: readonly Word[];
  readonly isFollowed: boolean;
}

export function unclosed(text: string, offset: number, quote: string): SourceError {
  return new SourceError(
    "curl",
    positionIn(text, offset),
    text.slice(offset, offset + quote.length),
    `a closing ${quote.slice(-1)} for this one`,
  );
}
