import { recognizeConsole } from "../console/recognize-console.ts";

/**
 * What a logger, or a container's runtime, has written of a console in JSON, without the JSON: one object, or one a line. Null where no
 * string of it tells of a console.
 */
export function loggedLines(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const whole = parsed(text);
  const values = whole === undefined ? text.split("\n").map(parsed) : [whole];
  const lines = values.flatMap(stringsIn).filter((line) => recognizeConsole(line).length > 0);
  return lines.length === 0 ? null : lines.join("\n");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In the order in which they stand there. NB: How deep it is, others decide: a call for each level could be too many. */
function stringsIn(value: unknown): string[] {
  const strings: string[] = [];
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "string") strings.push(next);
    else if (typeof next === "object" && next !== null)
      for (const inner of Object.values(next).reverse()) left.push(inner);
  }
  return strings;
}
