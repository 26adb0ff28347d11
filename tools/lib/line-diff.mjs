/**
 * The lines that differ: `-` what is there, with the number of its line, and `+` what should be, with the number of the line that
 * it comes before.
 *
 * @param {string} actual @param {string} expected @returns {string[]}
 */
export function lineDiff(actual, expected) {
  const before = actual.split("\n");
  const after = expected.split("\n");

  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end += 1;
  }
  return differences(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
    start + 1,
  );
}

// The table has a cell for each pair of lines. Past this, a file has changed so much that its lines are listed as they are.
const MAX_CELLS = 4_000_000;

// More than this says no more than "much".
const MAX_PRINTED = 60;

/**
 * The lines that differ, for a terminal.
 *
 * @param {string} actual @param {string} expected @returns {string}
 */
export function printDiff(actual, expected) {
  const lines = lineDiff(actual, expected);
  const rest = lines.length - MAX_PRINTED;
  return [...lines.slice(0, MAX_PRINTED), ...(rest > 0 ? [`… and ${rest} lines more`] : [])]
    .map((line) => `  ${line}`)
    .join("\n");
}

/** @param {readonly string[]} before @param {readonly string[]} after @param {number} line @returns {string[]} */
function differences(before, after, line) {
  const width = after.length + 1;
  if (before.length * after.length > MAX_CELLS) {
    return [
      ...before.map((text, at) => `${line + at} - ${text}`),
      ...after.map((text) => `+ ${text}`),
    ];
  }
  // common[i * width + j]: the length of the longest common subsequence of before from i and after from j.
  const common = new Uint32Array((before.length + 1) * width);
  /** @param {number} i @param {number} j */
  const at = (i, j) => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }

  const lines = [];
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      i += 1;
      j += 1;
    } else if (j === after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`${line + i} - ${before[i]}`);
      i += 1;
    } else {
      lines.push(`${line + i} + ${after[j]}`);
      j += 1;
    }
  }
  return lines;
}
