import { differencesBetween, differencesTable } from "../compare/differences.ts";
import { recheck } from "../compare/recheck.ts";
import { readRecordings, recordingSets } from "../record/recordings.ts";
import { setAside } from "../record/set-aside.ts";
import { shownCases } from "../record/shown-cases.ts";
import type { Command } from "./command.ts";
import { browserNamed } from "./laboratory.ts";

export const check: Command = async (laboratory, [name, every = "1"]) => {
  const browser = browserNamed(name);
  const { root, onDriver } = laboratory;
  const recording = laboratory.recordingOf(browser);
  const { version, isRecordedBranch, count, changed, unsteady } = await recheck({
    recording,
    cases: laboratory.casesOf(browser, recording.seed),
    root,
    every: Number(every),
    onDriver,
  });
  const verdict = isRecordedBranch ? "changed" : `drifted from ${recording.version} to ${version}`;
  for (const { one } of changed) console.log(`${one.id} ${verdict}`);
  for (const id of unsteady) console.log(`${id} not every time`);
  console.log(
    `${browser} ${version}: ${count - changed.length} as recorded, ${changed.length} ${verdict}`,
  );
  // Another branch may do otherwise; the recorded one may not.
  if (changed.length > 0 && isRecordedBranch) process.exitCode = 1;
};

export const show: Command = (laboratory, [pattern = "", name]) => {
  const { root, set } = laboratory;
  const only = name === undefined ? null : browserNamed(name);
  const recordings = readRecordings(root, set).filter(
    ({ browser }) => only === null || browser === only,
  );
  // Some sets have cases for one browser alone.
  const all = recordings.flatMap(({ browser, seed }) => laboratory.casesOf(browser, seed));
  const cases = [...new Map(all.map((one) => [one.id, one])).values()];
  const lines = shownCases(new RegExp(pattern), cases, recordings);
  for (const line of lines) console.log(line);
  if (lines.length > 0) return;
  const searched = set === "first" ? "those recorded first" : `those of --${set}`;
  console.error(`no id matches ${pattern} among ${cases.length} cases, ${searched}`);
  process.exitCode = 1;
};

export const unstable: Command = ({ root }) => {
  for (const set of recordingSets)
    for (const recording of readRecordings(root, set))
      for (const line of setAside(set, recording)) console.log(line);
};

export const differences: Command = ({ root }, [pattern]) => {
  const found = differencesBetween(readRecordings(root));
  if (pattern === undefined) console.log(differencesTable(found));
  else
    for (const { facet, sides, ids } of found)
      if (facet === pattern) console.log(sides, ids.join(" "));
};
