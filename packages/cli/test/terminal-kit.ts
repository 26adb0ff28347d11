import { run } from "../src/run.ts";
import type { Terminal } from "../src/terminal.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command line as a process would, without one. */
export async function runCommand(
  words: readonly string[],
  {
    input = null,
    ...given
  }: Partial<Omit<Terminal, "input">> & { readonly input?: string | null } = {},
): Promise<Ran> {
  let out = "";
  let error = "";
  const code = await run(words, {
    out: (text) => void (out += text),
    error: (text) => void (error += text),
    hasColour: false,
    isInteractive: false,
    columns: 80,
    isDebugging: false,
    input: input === null ? null : pieces(input),
    ...given,
  });
  return { code, out, error };
}

async function* pieces(text: string): AsyncGenerator<string> {
  yield text;
}
