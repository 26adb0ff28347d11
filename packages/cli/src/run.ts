import type { Command } from "./command.ts";
import { explainCommand } from "./commands/explain.ts";
import { originCommand } from "./commands/origin.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { faultMessage } from "./fault.ts";
import { nearest } from "./nearest.ts";
import { printable } from "./render/printable.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

const commands: readonly Command[] = [explainCommand, originCommand];

const help = `crosswalk <command> [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`).join("\n")}

  crosswalk explain "Access to fetch at 'https://api.example/' from origin …"
  crosswalk explain https://api.example/orders --page https://app.example
  crosswalk explain session.har
  pbpaste | crosswalk explain

crosswalk <command> --help tells more. Every command takes --json.
Exit codes: 0 fine, 1 something was found, 2 usage, 3 could not be reached,
4 not verified, 5 contradicted, 70 a fault of Crosswalk, 74 nowhere to write.
`;

/** Runs a command line. Nothing is thrown: what goes wrong is told, and is an exit code. */
export async function run(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...parameters] = words;
  const asked = commands.find((one) => name === "help" && one.name === parameters[0]);
  if (asked !== undefined) {
    terminal.out(asked.help);
    return exitCodes.fine;
  }
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    terminal.out(help);
    return name === undefined ? exitCodes.usage : exitCodes.fine;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    terminal.error(`crosswalk: ${noCommand(name)}\n`);
    return exitCodes.usage;
  }
  if (parameters.includes("--help") || parameters.includes("-h")) {
    terminal.out(command.help);
    return exitCodes.fine;
  }
  try {
    return await command.run(parameters, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.error(`crosswalk ${name}: ${error.message}\n`);
      return exitCodes.usage;
    }
    const { isDebugging } = terminal;
    terminal.error(faultMessage(error, { command: `crosswalk ${name}`, words, isDebugging }));
    return exitCodes.fault;
  }
}

function noCommand(name: string): string {
  // Who pastes what there is to explain has left out the word for it.
  if (/\s|:\/\/|\.har$/.test(name))
    return "the command comes first; write crosswalk explain before it";
  const names = commands.map((one) => one.name);
  const meant = nearest(name, names);
  return `"${printable(name)}" is no command; ${meant === null ? `write one of ${names.join(", ")}` : `did you mean ${meant}?`}`;
}
