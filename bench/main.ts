// Ours, the peers and a floor, interleaved in one process: `npm run bench -w bench`. README.md tells how to read it.

import { readFileSync, writeFileSync } from "node:fs";

import { cases } from "./case.ts";
import { parseCommandLine } from "./command-line.ts";
import { measureInRounds } from "./measurement.ts";
import { caseTable, targetTable } from "./report.ts";
import type { Result } from "./result.ts";
import { targetsOf } from "./target.ts";

const { rounds, budget, only, json } = parseCommandLine(process.argv.slice(2));

const { dependencies } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { dependencies: Record<string, string> };
const versions = { node: process.versions.node, ...dependencies };
console.log(
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(" · "),
);

const results = new Map<string, Map<string, Result>>();
for (const { title, entries } of cases.filter((one) => only.test(one.title))) {
  const entered = await entries();
  const measured = await measureInRounds(
    entered.map(({ serve }) => serve),
    { rounds, budget: budget * 1e6 },
  );
  const ofCase = new Map(
    entered.map(({ name, empty }, index) => [name, { ...measured[index], empty } as Result]),
  );
  results.set(title, ofCase);
  console.log(caseTable(title, ofCase));
}

const targets = targetsOf(results);
if (targets.length > 0) console.log(targetTable(targets));

if (json !== null) {
  const measurements = [...results].map(([title, ofCase]) => ({
    title,
    entries: [...ofCase].map(([name, result]) => ({ name, ...result })),
  }));
  writeFileSync(
    json,
    `${JSON.stringify({ versions, rounds, budget, targets, measurements }, null, 2)}\n`,
  );
}
