import type { Policy } from "../policy/policy.ts";
import { printPolicy } from "./print-policy.ts";
import type { MigrationNote, MigrationProblem, Translation } from "./translation.ts";

/**
 * Today's options can't be translated safely. It is thrown where the middleware is made, before the first request, and tells
 * everything at once: each problem, and the nearest policy that is safe.
 */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
  readonly problems: readonly MigrationProblem[];
  readonly notes: readonly MigrationNote[];
  /** The nearest safe policy. */
  readonly nearest: Policy | null;
  /** The nearest safe policy as code, to paste. */
  readonly suggestion: string;

  /**
   * @param library the middleware whose options they are
   * @param adapter the adapter that takes its place: `express` for one
   */
  constructor(translation: Translation, library: string, adapter: string) {
    const { problems, notes, nearest } = translation;
    const suggestion = nearest === null ? "" : printPolicy(nearest, adapter);
    super(describe(problems, library, suggestion));
    this.problems = problems;
    this.notes = notes;
    this.nearest = nearest;
    this.suggestion = suggestion;
  }
}

function describe(
  problems: readonly MigrationProblem[],
  library: string,
  suggestion: string,
): string {
  const lines = problems.map(
    ({ option, message }) => `  ${option === "" ? message : `${option}: ${message}`}`,
  );
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const nearest = suggestion === "" ? "" : `\nThe nearest safe policy:\n\n${suggestion}`;
  return `The options of ${library} have ${count}:\n${lines.join("\n")}${nearest}`;
}
