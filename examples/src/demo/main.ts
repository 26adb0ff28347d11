import { startDemo } from "./demo.ts";
import type { Demo } from "./demo.ts";
import { demoPorts } from "./demo-ports.ts";
import { greeting } from "./greeting.ts";

try {
  const demo: Demo = await startDemo(demoPorts(process.env["PORT"]));
  // With nothing left that listens, the program ends of itself.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void demo.close());
  process.stdout.write(greeting(demo));
} catch (error) {
  process.stderr.write(`${reason(error)}\n`);
  process.exitCode = 1;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE" && "port" in error) {
    return `PORT: somebody listens on ${String(error.port)} already; choose three other ports, or leave PORT out`;
  }
  return error.message;
}
