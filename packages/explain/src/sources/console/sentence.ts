import type { ConsoleMessage } from "./console-message.ts";
import { template, wordsOf } from "./template.ts";

/**
 * How a sentence stands in a message. A `prefix` says what could not be loaded, and a reason follows it; a `suffix` adds to what
 * stands before it. Either is copied alone too.
 */
export type SentenceRole = "prefix" | "whole" | "suffix";

/** One of the sentences that consoles print. */
export interface Sentence {
  /** Made when it is first asked for: of some hundred sentences a text has a word in common with a few. */
  readonly pattern: () => RegExp;
  /** As it is written here, with its parameters. */
  readonly text: string;
  /** Words of it, in lower case. */
  readonly words: readonly string[];
  readonly role: SentenceRole;
  readonly facts: SentenceFacts;
}

export type SentenceFacts = Pick<ConsoleMessage, "browser" | "kind"> &
  Partial<Pick<ConsoleMessage, "code" | "isPreflight" | "isUnanswered" | "resource">>;

type Facts = Omit<SentenceFacts, "browser" | "kind">;

/** Sentences of one browser and kind. */
export function sentences(
  browser: ConsoleMessage["browser"],
  kind: ConsoleMessage["kind"],
  all: readonly (string | readonly [sentence: string, facts: Facts])[],
  role: SentenceRole = "whole",
): Sentence[] {
  return all.map((one) => {
    const [text, facts] = typeof one === "string" ? [one, {}] : one;
    let pattern: RegExp | null = null;
    return {
      pattern: () => (pattern ??= template(text)),
      text,
      words: wordsOf(text),
      role,
      facts: { browser, kind, ...facts },
    };
  });
}
