// From a process's start to its end: `crosswalk explain --offline` beside a Node that does nothing.
//
//     npm run build && npm run command -w bench -- [rounds]

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { median } from "../browser/measure-asynchronously.ts";
import { inputs } from "./inputs.ts";

const rounds = Number(process.argv[2] ?? "15");
const command = fileURLToPath(new URL("../../../packages/cli/dist/crosswalk.js", import.meta.url));

// A process says itself what it took: no parent is told.
const reporter = `import { writeSync } from "node:fs";
process.on("exit", () => writeSync(3, JSON.stringify(process.cpuUsage())));`;
const reporting = `--import=data:text/javascript,${encodeURIComponent(reporter)}`;

interface Spent {
  /** Milliseconds, by the clock and of processors. */
  readonly wall: number;
  readonly processors: number;
}

async function spend(words: readonly string[]): Promise<Spent> {
  const start = performance.now();
  const child = spawn(process.execPath, [reporting, ...words], {
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  let report = "";
  child.stdio[3]!.on("data", (piece: Buffer) => (report += piece.toString()));
  const closed = once(child, "close");
  const [code] = (await once(child, "exit")) as [number];
  const wall = performance.now() - start;
  await closed;
  // 1 is a finding; anything else is no explanation.
  if (code > 1) throw new Error(`${words.join(" ")} ended with ${code}`);
  const { user, system } = JSON.parse(report) as NodeJS.CpuUsage;
  return { wall, processors: (user + system) / 1000 };
}

const contestants: readonly (readonly [title: string, words: readonly string[]])[] = [
  ["nothing: node -e 0", ["-e", "0"]],
  ["crosswalk --help", [command, "--help"]],
  ...inputs.map(
    ([title, ...words]) => [title, [command, "explain", "--offline", ...words]] as const,
  ),
];

// In turns, so that whatever else the machine does is shared by all.
const spent: Spent[][] = contestants.map(() => []);
for (let round = 0; round < rounds; round++) {
  for (const [index, [, words]] of contestants.entries()) spent[index]!.push(await spend(words));
}

const column = (value: number): string => `${Math.round(value)} ms`.padStart(8);
console.log(`${rounds} rounds, node ${process.version}\n`);
console.log(`${"".padEnd(20)}    wall: least, median    processors: least, median`);
for (const [index, [title]] of contestants.entries()) {
  const walls = spent[index]!.map(({ wall }) => wall);
  const processors = spent[index]!.map((one) => one.processors);
  const columns = [walls, processors].map(
    (times) => `${column(Math.min(...times))} ${column(median(times))}`,
  );
  console.log(`${title.padEnd(20)}  ${columns.join("           ")}`);
}
