import type { RecordedCase } from "../record/recorded-case.ts";
import type { Command } from "./command.ts";
import { browserNamed } from "./laboratory.ts";

// So many that a run which is stopped loses little, and so few that a file is not written for each case.
const WRITTEN_TOGETHER = 200;

export const record: Command = async (laboratory, [name, run = "1", pattern = ""]) => {
  const browser = browserNamed(name);
  const file = laboratory.runOf(browser, run);
  const matching = new RegExp(pattern);
  const cases = laboratory
    .casesOf(browser)
    .filter(({ id }) => matching.test(id) && !file.recorded.has(id));
  const pending: RecordedCase[] = [];
  let version = "";
  await laboratory.run(browser, cases, (one, seen) => {
    pending.push(one);
    version = seen;
    if (pending.length >= WRITTEN_TOGETHER) file.add(pending.splice(0), version);
  });
  if (pending.length > 0) file.add(pending, version);
};

const isEndless = ({ outcomes }: RecordedCase): boolean =>
  /"(?:no end|browser lost)"/.test(JSON.stringify(outcomes));

/** The page's patience ran out: as a rule the machine was busy, and the case says nothing. */
export const forget: Command = (laboratory, [name]) => {
  const browser = browserNamed(name);
  const runs = ["1", "2"].map((run) => laboratory.runOf(browser, run));
  const ids = new Set(
    runs.flatMap(({ recorded }) => [...recorded.values()].filter(isEndless).map(({ id }) => id)),
  );
  for (const run of runs) run.drop(ids);
  console.log(`${ids.size} cases to record again`);
};
