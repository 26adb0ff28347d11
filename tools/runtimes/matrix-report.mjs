/**
 * @typedef {object} MatrixReport
 * @property {string[]} passed
 * @property {{ name: string, reason: string }[]} failed
 */

/**
 * Reads what a runtime printed: the matrix's report is its last line. What is not one, or an empty one, is an error.
 *
 * @param {string} output @returns {MatrixReport}
 */
export function readReport(output) {
  const line = output.trim().split("\n").at(-1) ?? "";
  /** @type {unknown} */
  let report;
  try {
    report = JSON.parse(line);
  } catch {
    throw new Error(`it printed no report:\n${output}`);
  }
  const { passed, failed } = /** @type {Partial<MatrixReport>} */ (report ?? {});
  if (!Array.isArray(passed) || !Array.isArray(failed) || passed.length + failed.length === 0)
    throw new Error(`its report is of nothing:\n${line}`);
  return { passed, failed };
}

/**
 * What each runtime left out that another ran: the matrix is the same everywhere.
 *
 * @param {ReadonlyMap<string, MatrixReport>} reports by runtime
 * @returns {{ runtime: string, name: string }[]}
 */
export function leftOut(reports) {
  /** @param {MatrixReport} report */
  const names = ({ passed, failed }) => [...passed, ...failed.map(({ name }) => name)];
  const all = new Set([...reports.values()].flatMap(names));
  return [...reports].flatMap(([runtime, report]) => {
    const ran = new Set(names(report));
    return [...all].filter((name) => !ran.has(name)).map((name) => ({ runtime, name }));
  });
}
