import type { Case } from "../case.ts";
import type { Recording } from "./recording.ts";

/** Cases and what each browser did with them, as the laboratory shows them; empty where no id matches. */
export function shownCases(
  pattern: RegExp,
  cases: readonly Case[],
  recordings: readonly Recording[],
): string[] {
  const matching = cases.filter(({ id }) => pattern.test(id));
  return matching.flatMap((one) => [
    JSON.stringify(one, null, 1),
    ...recordings.flatMap(({ browser, cases: recorded, unstable }) => {
      // NB: Some sets have cases for one browser alone.
      const found = recorded.find(({ id }) => id === one.id);
      if (found === undefined) return [];
      const note = unstable.includes(one.id) ? " (unstable)" : "";
      return [`${browser}${note} ${JSON.stringify(found, null, 1)}`];
    }),
  ]);
}
