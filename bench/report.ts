import { difference, median, ratio } from "./measurement.ts";
import type { Result } from "./result.ts";
import type { Target } from "./target.ts";

/** The table of one case. */
export function caseTable(title: string, results: ReadonlyMap<string, Result>): string {
  const floor = results.get("floor");
  const rows = [...results].map(([name, result]) => {
    const empty = result.empty === null || result.empty === name ? null : results.get(result.empty);
    return [
      name,
      time(median(result.medians)),
      empty == null ? "" : time(difference(result, empty)),
      floor === undefined || result.empty !== "empty exchange"
        ? ""
        : ratio(result, floor).toFixed(2),
      Number.isNaN(result.bytes) ? "" : Math.round(result.bytes).toLocaleString("en"),
    ];
  });
  return `\n## ${title}\n\n${table(["", "whole", "own", "÷ floor", "bytes"], rows)}`;
}

export function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ name, target, reached, ok }) => [
    name,
    target,
    reached,
    ok === null ? "" : ok ? "yes" : "NO",
  ]);
  return `\n## Targets\n\n${table(["", "target", "reached", ""], rows)}`;
}

function time(nanoseconds: number): string {
  if (Math.abs(nanoseconds) < 1e4) return `${nanoseconds.toFixed(0)} ns`;
  return nanoseconds < 1e6
    ? `${(nanoseconds / 1e3).toFixed(1)} µs`
    : `${(nanoseconds / 1e6).toFixed(1)} ms`;
}

/** A table that reads on a terminal and in Markdown. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}
