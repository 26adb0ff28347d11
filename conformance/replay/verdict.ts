import { isDeepStrictEqual } from "node:util";
import type { Case } from "../lab/case.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";
import { differences } from "./compare.ts";
import { heard, recordedDiagnostics, replayedDiagnostics } from "./diagnostics.ts";
import type { ReplayedCase } from "./run-case.ts";

/** How a replay does beside its browser. */
export interface Verdict {
  /** What was sent or seen otherwise, in words; empty where nothing was. */
  readonly differences: readonly string[];
  /**
   * What either said of refusals and the other did not; null where there is nothing to compare,
   * which is also where the case itself went otherwise.
   */
  readonly told: { readonly missing: readonly string[]; readonly extra: readonly string[] } | null;
}

export function verdictOf(
  browser: string,
  one: Case,
  recorded: RecordedCase,
  replayed: ReplayedCase,
): Verdict {
  const found = differences(recorded, replayed);
  const expected = recordedDiagnostics(browser, one, recorded);
  if (found.length > 0 || expected === null) return { differences: found, told: null };
  const said = heard(replayedDiagnostics(browser, one, replayed), expected);
  return {
    differences: found,
    told: isDeepStrictEqual(expected, said)
      ? { missing: [], extra: [] }
      : { missing: less(expected, said), extra: less(said, expected) },
  };
}

/** What is in `one` more often than in `other`. */
function less(one: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return one.filter((line) => {
    const index = rest.indexOf(line);
    if (index !== -1) rest.splice(index, 1);
    return index === -1;
  });
}
