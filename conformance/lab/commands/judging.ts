import { parseArgs } from "node:util";
import { judge as judged } from "../../judge/judge.ts";
import { keptCases } from "../../judge/keep.ts";
import { heldOutCases } from "../generate/held-out.ts";
import { writeFoundCases } from "../record/recordings.ts";
import type { Command } from "./command.ts";
import { browserNamed, Laboratory } from "./laboratory.ts";

const directoryIn = (root: URL): string =>
  process.env["JUDGE_DIRECTORY"] ?? new URL("dist/judge", root).pathname;

export const judge: Command = async ({ root, onDriver }, [name, ...options]) => {
  const { values } = parseArgs({
    args: options,
    options: {
      seed: { type: "string", default: "1" },
      count: { type: "string", default: "2000" },
      pattern: { type: "string", default: "" },
      report: { type: "string" },
    },
  });
  const matching = new RegExp(values.pattern);
  const cases = heldOutCases(Number(values.seed), Number(values.count));
  const differing = await judged({
    browser: browserNamed(name),
    root,
    directory: directoryIn(root),
    cases: cases.filter(({ id }) => matching.test(id)),
    report: values.report ?? null,
    onDriver,
  });
  if (differing > 0) process.exitCode = 1;
};

export const keep: Command = ({ root }, reports) => {
  const { cases, recordings } = keptCases(reports, directoryIn(root));
  writeFoundCases(root, cases);
  const found = new Laboratory(root, "found");
  for (const recording of recordings) found.write(recording);
  console.log(`${cases.length} cases kept`);
};
