import type { Command } from "./commands/command.ts";
import { check, differences, show, unstable } from "./commands/comparisons.ts";
import { judge, keep } from "./commands/judging.ts";
import { Laboratory } from "./commands/laboratory.ts";
import { add, heads, join, renew, retell } from "./commands/recordings.ts";
import { forget, record } from "./commands/runs.ts";
import { apartSets } from "./record/recordings.ts";
import { USAGE } from "./usage.ts";

const commands: ReadonlyMap<string | undefined, Command> = new Map(
  Object.entries({
    record,
    forget,
    join,
    add,
    renew,
    retell,
    heads,
    check,
    show,
    unstable,
    judge,
    keep,
    differences,
  }),
);

// `--supplement` or another set's name anywhere: cases that were recorded apart.
const apart = apartSets.find((name) => process.argv.includes(`--${name}`));
// The bundle lies in dist/.
const laboratory = new Laboratory(new URL("../", import.meta.url), apart ?? "first");
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void laboratory.close().finally(() => process.exit(130)));

const [name, ...operands] = process.argv.slice(2).filter((word) => word !== `--${apart}`);
const command = commands.get(name);
if (command === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else await command(laboratory, operands);
