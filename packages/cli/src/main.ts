import { exitCodes } from "./exit-code.ts";
import { faultMessage } from "./fault.ts";
import { run } from "./run.ts";
import { terminalOfProcess } from "./terminal.ts";

const terminal = terminalOfProcess();
const words = process.argv.slice(2);

// What fails beside the command, in a callback that nobody waits for.
process.once("uncaughtException", (error) => {
  const { isDebugging } = terminal;
  terminal.error(faultMessage(error, { command: "crosswalk", words, isDebugging }));
  process.exit(exitCodes.fault);
});
// Whoever reads along may have seen enough: `crosswalk explain … | head`.
process.stdout.once("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? exitCodes.fine);
  if (error.syscall !== "write") throw error;
  terminal.error(`crosswalk: what was found could not be written: ${error.message}\n`);
  process.exit(exitCodes.unwritten);
});

void run(words, terminal).then((code) => (process.exitCode = code));
