import { draftFromHeaders } from "./response-headers.ts";
import type { ScenarioDraft } from "./scenario-draft.ts";
import { positionIn, SourceError } from "./source-error.ts";

/** Headers as Firefox's network panel copies all of them: JSON, with a list of names and values for each side. */
export function draftFromHeaderJson(text: string): ScenarioDraft {
  const sides = sidesOf(text);
  const of = (side: RegExp): readonly string[] =>
    Object.entries(sides)
      .filter(([name]) => side.test(name))
      .flatMap(([, value]) => linesOf(value));
  const request = of(/^Request Headers/i);
  const target = request.length === 0 ? [] : ["GET / HTTP/1.1", ...request, ""];
  return draftFromHeaders([...target, "HTTP/1.1 200", ...of(/^Response Headers/i), ""].join("\n"));
}

function sidesOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new SourceError("headers", positionIn(text, 0), "{", "JSON of a whole copy of headers");
  }
}

function linesOf(side: unknown): string[] {
  const headers = (side as { headers?: unknown } | null)?.headers;
  if (!Array.isArray(headers)) return [];
  return headers.flatMap((header: { name?: unknown; value?: unknown } | null) =>
    typeof header?.name === "string" && typeof header.value === "string"
      ? [`${header.name}: ${header.value.replace(/[\r\n]+/g, " ")}`]
      : [],
  );
}
