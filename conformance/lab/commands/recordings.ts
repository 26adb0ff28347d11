import { mkdirSync, statSync } from "node:fs";
import { SEED } from "../generate/generate.ts";
import { headCases, joinHeads, readHeads, writeHeads } from "../record/heads.ts";
import type { RecordedCase } from "../record/recorded-case.ts";
import { extendRecording, joinRuns, renewRecording } from "../record/recording.ts";
import { directoryOf } from "../record/recordings.ts";
import { retell as retold } from "../record/retell.ts";
import type { Command } from "./command.ts";
import { browserNamed } from "./laboratory.ts";

export const join: Command = (laboratory, [name]) => {
  const browser = browserNamed(name);
  const { root, set } = laboratory;
  const [first, second] = [laboratory.runOf(browser, "1"), laboratory.runOf(browser, "2")];
  if (first.version !== second.version)
    throw new Error(`run 1 is of ${first.version}, run 2 of ${second.version}`);
  const recording = joinRuns(
    { browser, version: first.version, seed: set === "found" ? 0 : SEED },
    laboratory.casesOf(browser),
    first.recorded,
    second.recorded,
  );
  mkdirSync(directoryOf(root, set), { recursive: true });
  laboratory.write(recording);
  const { cases, unstable, unstableDiagnostics } = recording;
  const { size } = statSync(laboratory.fileOf(recording));
  console.log(
    `${browser} ${first.version}: ${cases.length} cases, ${unstable.length} unstable, ${unstableDiagnostics.length} with an unstable console, ${size} bytes`,
  );
};

export const add: Command = (laboratory, [name]) => {
  const recording = laboratory.recordingOf(browserNamed(name));
  const [first, second] = laboratory.runsOf(recording);
  const cases = laboratory.casesOf(recording.browser, recording.seed);
  const extended = extendRecording(recording, cases, first.recorded, second.recorded);
  laboratory.write(extended);
  console.log(`${extended.cases.length - recording.cases.length} cases added`);
};

export const renew: Command = (laboratory, [name, ...patterns]) => {
  const recording = laboratory.recordingOf(browserNamed(name));
  const [first, second] = laboratory.runsOf(recording);
  const [isRenewed, isUnstable] = [patterns[0], patterns[1]].map(
    (pattern) => (id: string) => pattern !== undefined && new RegExp(pattern).test(id),
  ) as [(id: string) => boolean, (id: string) => boolean];
  const renewed = renewRecording(recording, isRenewed, isUnstable, first.recorded, second.recorded);
  laboratory.write(renewed);
  console.log(`${renewed.renewed!.length} renewed, ${renewed.unstable.length} unstable`);
};

export const retell: Command = async (laboratory, [name, pattern = ""]) => {
  const { root, onDriver } = laboratory;
  const recording = laboratory.recordingOf(browserNamed(name));
  const matching = new RegExp(pattern);
  const cases = laboratory
    .casesOf(recording.browser, recording.seed)
    .filter(({ id }) => matching.test(id));
  const anew = await retold({ recording, cases, root, onDriver });
  laboratory.write(anew.recording);
  console.log(`changed: ${anew.changed.join(" ")}\nleft: ${anew.left.join(" ")}`);
};

export const heads: Command = async (laboratory, [name, pattern = ""]) => {
  const browser = browserNamed(name);
  const matching = new RegExp(pattern);
  const all = headCases(laboratory.recordingOf(browser));
  const cases = all.filter(({ id }) => matching.test(id));
  const runs = [new Map<string, RecordedCase>(), new Map<string, RecordedCase>()] as const;
  let version = "";
  for (const one of runs)
    await laboratory.run(browser, cases, (recorded, seen) => {
      one.set(recorded.id, recorded);
      version = seen;
    });
  const found = joinHeads({ browser, version }, ...runs);
  const kept = readHeads(laboratory.root).find((each) => each.browser === browser)?.cases ?? {};
  // What was recorded of the others stays, in the order of the cases.
  const lines = all.flatMap(({ id }) => {
    const { [id]: head } = matching.test(id) ? found.cases : kept;
    return head === undefined ? [] : [[id, head] as const];
  });
  writeHeads(laboratory.root, { ...found, cases: Object.fromEntries(lines) });
  console.log(`${Object.keys(found.cases).length} of ${cases.length} came out the same`);
};
