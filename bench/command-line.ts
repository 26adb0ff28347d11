import { parseArgs } from "node:util";

export interface CommandLine {
  /** How many rounds count. */
  readonly rounds: number;
  /** Milliseconds for one contestant in one round. */
  readonly budget: number;
  /** Which cases are run: a regular expression over their titles. */
  readonly only: RegExp;
  /** The file that the result is written to; null for none. */
  readonly json: string | null;
}

export const usage =
  "npm run bench -w bench -- [--rounds 9] [--budget 20] [--only <expression>] [--json <file>]";

/** @throws TypeError where an option is wrong */
export function parseCommandLine(given: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...given],
    options: {
      rounds: { type: "string", default: "9" },
      budget: { type: "string", default: "20" },
      only: { type: "string", default: "" },
      json: { type: "string" },
    },
  });
  return {
    rounds: positive("rounds", values.rounds),
    budget: positive("budget", values.budget),
    only: new RegExp(values.only),
    json: values.json ?? null,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new TypeError(`--${name}: ${text} is not a positive whole number; ${usage}`);
}
