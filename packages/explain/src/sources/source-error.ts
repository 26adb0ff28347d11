import { redactText } from "../redact.ts";

/** Where in a text something is: characters from its start, and as editors count. */
export interface SourcePosition {
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export type SourceName = "curl" | "fetch" | "har" | "headers" | "options" | "powershell" | "url";

// Enough to find the place by. What is quoted of an input is shown to people.
const MAX_FOUND_LENGTH = 40;

/** A text that cannot be read: what stands where, and what was expected there. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly source: SourceName;
  readonly position: SourcePosition;
  /** As it stands in the text, shortened and without secrets; empty at its end. */
  readonly found: string;
  /** What could stand there, as the object of "expected". */
  readonly expected: string;

  constructor(source: SourceName, position: SourcePosition, found: string, expected: string) {
    // A bare word in JSON is a value without its quotation marks: nothing tells whether it is a secret.
    const isBare =
      source === "har" &&
      /^\w{3}/.test(found) &&
      !["true", "false", "null"].some((name) => name.startsWith(found));
    const shown = isBare ? "…" : shorten(found);
    super(sourceErrorMessage(source, position, shown, expected));
    this.source = source;
    this.position = position;
    this.found = shown;
    this.expected = expected;
  }
}

export function sourceErrorMessage(
  source: SourceName,
  { line, column }: SourcePosition,
  found: string,
  expected: string,
): string {
  const given = found === "" ? "the end of the text" : JSON.stringify(found);
  return `${source}, line ${line}, column ${column}: found ${given}; write ${expected}`;
}

/** The position of an offset in a text. */
export function positionIn(text: string, offset: number): SourcePosition {
  let line = 1;
  let start = 0;
  for (;;) {
    const next = text.indexOf("\n", start);
    if (next === -1 || next >= offset) return { offset, line, column: offset - start + 1 };
    line += 1;
    start = next + 1;
  }
}

/** Secrets are hidden before it is cut: half of one would not be found. */
function shorten(given: string): string {
  const text = redactText(given);
  return text.length <= MAX_FOUND_LENGTH ? text : `${text.slice(0, MAX_FOUND_LENGTH - 1)}…`;
}
