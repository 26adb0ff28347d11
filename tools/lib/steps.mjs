// Runs steps one after the other: each prints its name, its result and its time; all of them run; the last line counts.

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<string | void> | string | void} run what it returns is printed beside the name; it throws where the step fails
 */

/** @param {number} from a `performance.now()` @returns {string} */
const secondsSince = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** @param {readonly Step[]} steps @returns {Promise<number>} the exit code */
export async function runSteps(steps) {
  const width = Math.max(...steps.map(({ name }) => name.length));
  let failed = 0;
  for (const { name, run } of steps) {
    const start = performance.now();
    /** @param {string} result @param {string | void} detail */
    const report = (result, detail) =>
      console.log(
        `${name.padEnd(width)}  ${result.padEnd(6)}  ${secondsSince(start).padStart(7)}${detail ? `  ${detail}` : ""}`,
      );
    try {
      report("OK", await run());
    } catch (error) {
      failed += 1;
      report("FAILED");
      console.log(
        `${error instanceof Error ? error.message : String(error)}`.replaceAll(/^(?=.)/gm, "    "),
      );
    }
  }
  console.log(`${steps.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
