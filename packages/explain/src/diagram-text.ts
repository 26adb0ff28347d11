import type { DiagramArrow } from "./explanation.ts";

const WIDTH = 80;
const INDENT = "    ";

/**
 * A sequence as lines of text:
 *
 *     page https://app.example
 *      ├─ OPTIONS /orders ──────────▶ https://api.example
 *      │    Origin: https://app.example
 *      ◀─ 404 ────────────────────── https://api.example
 */
export function writeDiagram(
  page: string,
  actors: readonly string[],
  arrows: readonly DiagramArrow[],
): string {
  const longest = Math.max(0, ...actors.map((actor) => actor.length));
  const shaft = Math.max(12, WIDTH - longest - 6);
  const lines = [clip(`page ${page}`, WIDTH)];
  for (const { label, to, from, lines: headers, kind, mark } of arrows) {
    const sign = mark === "fatal" ? "✘ " : "";
    if (kind === "verdict") {
      lines.push(clip(` └─ ${sign}${label}`, WIDTH));
      continue;
    }
    const text = clip(`${sign}${label}`, shaft - 3);
    const line = "─".repeat(shaft - text.length - 1);
    lines.push(
      clip(
        kind === "response" ? ` ◀─ ${text} ${line} ${from}` : ` ├─ ${text} ${line}▶ ${to}`,
        WIDTH,
      ),
    );
    for (const [name, value] of headers) lines.push(clip(` │${INDENT}${name}: ${value}`, WIDTH));
  }
  return lines.join("\n");
}

function clip(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
