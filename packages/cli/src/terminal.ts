import type { ExitCode } from "./exit-code.ts";
import { DEBUG } from "./fault.ts";

/** What a command writes to and reads from. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Tells which exit code it is so far, for whoever reads no further. */
  reached?(code: ExitCode): void;
  /** Errors, and progress while a person looks on. */
  error(text: string): void;
  readonly hasColour: boolean;
  /** Whether a person sees the errors come, so that progress may be shown. */
  readonly isInteractive: boolean;
  readonly columns: number;
  /** Whether a fault of our own tells where it happened. */
  readonly isDebugging: boolean;
  /** What is piped in; null where a person sits at the keyboard. */
  readonly input: AsyncIterable<Uint8Array | string> | null;
}

// What a text is wrapped to where nobody says how wide it may be.
const DEFAULT_COLUMNS = 80;
// Lines longer than this are hard to follow, however wide the window.
const MAX_COLUMNS = 110;

export function terminalOfProcess(): Terminal {
  const { stdout, env } = process;
  return {
    out: (text) => void stdout.write(text),
    reached: (code) => void (process.exitCode = code),
    error: (text) => void process.stderr.write(text),
    // https://no-color.org: any value that is not empty.
    hasColour: stdout.isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb",
    // Node opens a stream when it is first asked for, and most commands need but one.
    get isInteractive() {
      return process.stderr.isTTY === true;
    },
    isDebugging: (env[DEBUG] ?? "") !== "",
    columns: Math.min(stdout.isTTY === true ? stdout.columns : DEFAULT_COLUMNS, MAX_COLUMNS),
    get input() {
      return process.stdin.isTTY === true ? null : process.stdin;
    },
  };
}
