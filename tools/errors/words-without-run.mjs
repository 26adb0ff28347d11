// Causes that no engine of this repository comes to: their words are asked for with a run whose failure is put in by hand.

/** @typedef {import("./book.mjs").Book} Book */
/** @typedef {import("../../packages/explain/dist/engine-run.d.ts").FailureCode} FailureCode */

/** @typedef {{ code: FailureCode, title: string, why: string, change: string }} Words */

/** @type {ReadonlyMap<string, FailureCode>} */
const failures = new Map([
  // What every other cause leaves over, and none of the failures that can be staged does.
  ["unknown", "RangeNotRequested"],
]);

/**
 * @param {{
 *   causes: typeof import("../../packages/explain/dist/diagnose/causes.d.ts").causes,
 *   factsOf: typeof import("../../packages/explain/dist/diagnose/run-facts.d.ts").factsOf,
 * }} diagnosis
 * @param {Book} book @param {string} cause @returns {Words | null}
 */
export function wordsWithoutRun({ causes, factsOf }, { examples: [example] }, cause) {
  const code = failures.get(cause);
  const run = example?.explanation.runs[0];
  if (code === undefined || run === undefined || example === undefined) return null;
  const facts = factsOf(example.explanation.scenario, run);
  const words = causes.find(({ id }) => id === cause)?.find({ ...facts, code, parameter: "" });
  return words == null ? null : { ...words, code };
}
