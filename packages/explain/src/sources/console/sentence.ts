import type { ConsoleMessage } from "./console-message.ts";
import { needleOf, template } from "./template.ts";

/**
 * How a sentence stands in a message. A `prefix` says what could not be loaded, and a reason follows it; a `suffix` adds to what
 * stands before it. Either is copied alone too.
 */
export type SentenceRole = "prefix" | "whole" | "suffix";

/** One of the sentences that consoles print. */
export interface Sentence {
  readonly pattern: RegExp;
  /** A word of it, in lower case. */
  readonly needle: string;
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
    return {
      pattern: template(text),
      needle: needleOf(text),
      role,
      facts: { browser, kind, ...facts },
    };
  });
}
