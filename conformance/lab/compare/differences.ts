import type { RecordedCase } from "../record/recorded-case.ts";
import type { Recording } from "../record/recording.ts";
import { facetsOf } from "./facets.ts";

export interface Difference {
  /** In what they differ, for example `verdict`, `messages`, `header origin`. */
  readonly facet: string;
  /** Who agrees with whom: `chromium | firefox = webkit`. */
  readonly sides: string;
  readonly ids: readonly string[];
}

// With other messages the rest follows from them; so it does with another verdict.
const DECISIVE = ["messages", "verdict"];

/** Where the browsers part, over the cases that are stable in all of them. */
export function differencesBetween(recordings: readonly Recording[]): Difference[] {
  const unstable = new Set(recordings.flatMap((one) => one.unstable));
  const byId = recordings.map((one) => new Map(one.cases.map((each) => [each.id, each])));
  const found = new Map<string, { facet: string; sides: string; ids: string[] }>();
  for (const { id } of recordings[0]?.cases ?? []) {
    if (unstable.has(id)) continue;
    const all = byId
      .map((cases) => cases.get(id))
      .filter((one): one is RecordedCase => one !== undefined);
    if (all.length < recordings.length) continue;
    for (const [facet, sides] of partings(all, recordings)) {
      const key = `${facet}\n${sides}`;
      const entry = found.get(key) ?? { facet, sides, ids: [] };
      entry.ids.push(id);
      found.set(key, entry);
    }
  }
  return [...found.values()].sort((one, other) => other.ids.length - one.ids.length);
}

function partings(
  all: readonly RecordedCase[],
  recordings: readonly Recording[],
): [string, string][] {
  const facets = all.map(facetsOf);
  const names = new Set(facets.flatMap((one) => [...one.keys()]));
  const result: [string, string][] = [];
  for (const name of names) {
    const values = facets.map((one) => one.get(name) ?? "absent");
    if (new Set(values).size === 1) continue;
    const groups = new Map<string, string[]>();
    for (const [index, value] of values.entries()) {
      groups.set(value, [...(groups.get(value) ?? []), recordings[index]!.browser]);
    }
    result.push([
      name,
      [...groups.values()]
        .map((group) => group.join(" = "))
        .sort()
        .join(" | "),
    ]);
  }
  const decisive = result.filter(([name]) => DECISIVE.includes(name));
  return decisive.length > 0 ? decisive : result;
}

/** As a Markdown table, with a few of the cases of each dimension. */
export function differencesTable(differences: readonly Difference[]): string {
  const rows = differences.map(({ facet, sides, ids }) => {
    const dimensions = new Map<string, string[]>();
    for (const id of ids) {
      const dimension = id.slice(0, id.lastIndexOf("-"));
      dimensions.set(dimension, [...(dimensions.get(dimension) ?? []), id]);
    }
    const examples = [...dimensions.values()]
      .sort((one, other) => other.length - one.length)
      .map(
        (group) =>
          `${group.length}× ${group[0]}${group.length > 1 ? `, ${group[group.length >> 1]}` : ""}`,
      );
    return `| ${facet} | ${sides.replaceAll("|", "≠")} | ${ids.length} | ${examples.join("; ")} |`;
  });
  return ["| differ in | who | cases | for example |", "|---|---|---|---|", ...rows].join("\n");
}
