import { readShape } from "./read-shape.ts";
import { refusals } from "./regexp-remark.ts";
import type { RegExpRemark } from "./regexp-remark.ts";
import { regExpShapes } from "./regexp-shapes.ts";
import type { RegExpShape } from "./regexp-shapes.ts";
import { parseRegExp } from "./regexp-tree.ts";
import { verifiedWitness } from "./regexp-witness.ts";

/** What an expression over origins is, in patterns. */
export interface RegExpTranslation {
  /** `"patterns"` mean what the expression was meant to mean; `"anyone"`: it matches every origin; `"refused"`: neither. */
  readonly verdict: "patterns" | "anyone" | "refused";
  /** The patterns; where refused, the nearest that are safe, of which there may be none. */
  readonly patterns: readonly string[];
  /** How the patterns differ from the expression, or why there are none; each once. */
  readonly remarks: readonly RegExpRemark[];
  /** An origin that the expression lets in and the patterns do not: verified by running the expression on it. */
  readonly witness: string | null;
}

/**
 * The patterns that mean what a regular expression over origins means.
 *
 * The expression is read, never trusted: it runs only on origins made here, only where it is of a kind that runs in linear
 * time, and only while the middleware is being made.
 *
 * @param expression the expression
 * @param schemes the schemes to write where the expression names none
 */
export function regExpToPatterns(
  expression: RegExp,
  schemes: readonly string[],
): RegExpTranslation {
  const tree = parseRegExp(expression);
  const shapes = tree === null ? null : regExpShapes(tree);
  if (shapes === null || shapes.some(isSlow)) {
    return { verdict: "refused", patterns: [], remarks: ["not-understood"], witness: null };
  }

  const readings = shapes.map((shape) => readShape(shape, schemes));
  // `.*` also matches nothing, which makes a shape that no origin has (`https://.example.com`). It must not spoil the others.
  const possible = readings.filter((reading) => !reading.remarks.includes("matches-no-origin"));
  const remarks = new Set(possible.flatMap((reading) => reading.remarks));
  if (possible.length === 0) remarks.add("matches-no-origin");
  const witness = verifiedWitness(
    expression,
    possible.flatMap((reading) => reading.witnesses),
  );
  if (remarks.has("any-host"))
    return { verdict: "anyone", patterns: [], remarks: [...remarks], witness };

  const all = new Set(possible.flatMap((reading) => reading.patterns));
  const withPort = [...all].filter((pattern) => pattern.endsWith(":*"));
  // `(:\d+)?` has shapes with and without a port, and `:*` means both.
  if (withPort.every((pattern) => all.delete(pattern.slice(0, -2)))) remarks.delete("default-port");
  const isRefused = [...remarks].some((remark) => refusals.has(remark));
  return {
    verdict: isRefused ? "refused" : "patterns",
    patterns: [...all],
    remarks: [...remarks],
    witness,
  };
}

/** With more gaps, an expression may take long even on the short origins that are tried on it. */
const MAX_GAPS = 3;

function isSlow(shape: RegExpShape): boolean {
  return shape.filter(({ kind }) => kind === "gap").length > MAX_GAPS;
}
