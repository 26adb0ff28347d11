import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** A word of the command line, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  /** @throws UsageError where the parameters make no sense */
  readonly run: (parameters: readonly string[], terminal: Terminal) => Promise<ExitCode>;
}
