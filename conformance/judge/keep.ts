import { readFileSync } from "node:fs";
import type { Case } from "../lab/case.ts";
import { driverNames } from "../lab/drivers/start.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";
import { joinRuns, type Recording } from "../lab/record/recording.ts";
import { RawResults } from "./raw-results.ts";

/**
 * The cases of judges' reports, with what each browser did in both runs: where an engine was wrong
 * once, it is held to it from then on. A case of which a browser has no results is left out.
 */
export function keptCases(
  reports: readonly string[],
  directory: string,
): { readonly cases: readonly Case[]; readonly recordings: readonly Recording[] } {
  const found = new Map<string, Case>();
  for (const report of reports) {
    for (const line of readFileSync(report, "utf8").split("\n")) {
      if (line.startsWith("case: ")) found.set(line, JSON.parse(line.slice("case: ".length)));
    }
  }
  const runs = driverNames.map((browser) => ({
    browser,
    first: new RawResults(`${directory}/${browser}-1.jsonl`),
    second: new RawResults(`${directory}/${browser}-2.jsonl`),
  }));
  const known = [...found.values()].filter((one) =>
    runs.every(
      ({ first, second }) => first.get(one) !== undefined && second.get(one) !== undefined,
    ),
  );
  // Other seeds have other cases of the same names.
  const cases = known.map((one, index) => ({
    ...one,
    id: `found-${index}`,
    dimension: "found",
    title: `${one.id}: ${one.title}`,
  }));
  const renamed = (results: RawResults): Map<string, RecordedCase> =>
    new Map(
      known.map((one, index) => {
        const id = `found-${index}`;
        return [id, { ...results.get(one)!, id }];
      }),
    );
  const recordings = runs.map(({ browser, first, second }) => {
    const version = known.length === 0 ? "" : first.versionOf(known[0]!);
    return joinRuns({ browser, version, seed: 0 }, cases, renamed(first), renamed(second));
  });
  return { cases, recordings };
}
