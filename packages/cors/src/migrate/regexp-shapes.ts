import type { CharacterSet, RegExpNode } from "./regexp-tree.ts";

/**
 * One way in which an expression can match: a text with gaps. `^https:\/\/(www\.)?.+\.example\.com$` has two shapes:
 *
 *     ^ "https://" ‹any name› ".example.com" $
 *     ^ "https://www." ‹any name› ".example.com" $
 */
export type RegExpShape = readonly ShapePiece[];

export type ShapePiece =
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "text"; readonly text: string }
  /** A `.` that was meant as a dot: it matches any one character. */
  | { readonly kind: "loose-dot" }
  | Gap;

/** A gap in a shape. */
export interface Gap {
  readonly kind: "gap";
  /**
   *     "names"    labels and dots: `.*`, `[a-z0-9.-]+`, `([a-z0-9-]+\.)*[a-z0-9-]+`
   *     "label"    one label: `[^.]+`, `\w+`, `[a-z0-9-]+`
   *     "digits"   `\d+`
   *     "other"    anything else: upper case, three characters at most
   */
  readonly filling: "names" | "label" | "digits" | "other";
  /** Whether it takes everything of that filling, or only some: letters but no digits, or ports of four digits. */
  readonly isWhole: boolean;
  /** Whether it takes characters that no host has, such as `/`. */
  readonly isLoose: boolean;
}

/** An expression with more shapes than this is a list that should be written as one. */
const MAX_SHAPES = 64;
/** A set of up to so many characters is taken apart (`[12]`), a larger one is a gap (`[a-z]`). */
const MAX_CHOICES = 10;
/** RFC 1035 section 2.3.4: a gap that takes this many characters takes every label. */
const MAX_LABEL_LENGTH = 63;
/** The longest port. */
const MAX_PORT_LENGTH = 5;

const EMPTY: readonly RegExpShape[] = [[]];

/**
 * Every shape of an expression.
 *
 * @returns null where there are too many, or where a repetition is of no kind that is understood
 */
export function regExpShapes(node: RegExpNode): readonly RegExpShape[] | null {
  switch (node.kind) {
    case "start":
    case "end":
      return [[{ kind: node.kind }]];
    case "characters":
      return charactersShapes(node.set, node.isDot);
    case "group":
      return groupShapes(node.alternatives);
    case "repeat":
      return repeatShapes(node.node, node.min, node.max);
  }
}

function charactersShapes(set: CharacterSet, isDot: boolean): readonly RegExpShape[] {
  if (isDot) return [[{ kind: "loose-dot" }]];
  if (set.size <= MAX_CHOICES) return [...set].map((text) => [{ kind: "text", text }]);
  return [[gapOf(set, 1)]];
}

function groupShapes(
  alternatives: readonly (readonly RegExpNode[])[],
): readonly RegExpShape[] | null {
  const shapes: RegExpShape[] = [];
  for (const sequence of alternatives) {
    let so: readonly RegExpShape[] = EMPTY;
    for (const node of sequence) {
      const next = regExpShapes(node);
      if (next === null || so.length * next.length > MAX_SHAPES) return null;
      so = so.flatMap((before) => next.map((after) => join(before, after)));
    }
    shapes.push(...so);
    if (shapes.length > MAX_SHAPES) return null;
  }
  return shapes;
}

function repeatShapes(node: RegExpNode, min: number, max: number): readonly RegExpShape[] | null {
  if (node.kind === "start" || node.kind === "end" || max === 0) return null;
  if (max === 1) {
    const once = regExpShapes(node);
    return once === null || min === 1 ? once : [...EMPTY, ...once];
  }
  if (node.kind === "characters") {
    if (!node.isDot && node.set.size === 1) return repeatText([...node.set].join(""), min, max);
    const gap = gapOf(node.set, max);
    // It is tempting to leave the empty gap out, as no label is empty. `.*` also stands where there is no label.
    return min === 0 ? [[gap], ...EMPTY] : [[gap]];
  }
  return node.kind === "group" ? repeatedLabels(node, min, max) : null;
}

function repeatText(text: string, min: number, max: number): readonly RegExpShape[] | null {
  if (max > MAX_CHOICES) return null;
  return Array.from({ length: max - min + 1 }, (_, more) => [
    { kind: "text", text: text.repeat(min + more) },
  ]);
}

/** `([a-z0-9-]+\.)*`: labels, each with its dot. */
function repeatedLabels(
  group: RegExpNode,
  min: number,
  max: number,
): readonly RegExpShape[] | null {
  const [only, ...others] = regExpShapes(group) ?? [];
  if (only === undefined || others.length > 0 || only.length !== 2 || max !== Infinity) return null;
  const [gap, dot] = only;
  if (gap?.kind !== "gap" || dot?.kind !== "text" || dot.text !== ".") return null;
  if (gap.filling !== "label") return null;
  const labels: RegExpShape = [{ ...gap, filling: "names" }, dot];
  return min === 0 ? [...EMPTY, labels] : min === 1 ? [labels] : null;
}

/** One shape after another, with texts that meet made one. */
function join(before: RegExpShape, after: RegExpShape): RegExpShape {
  const last = before.at(-1);
  const first = after[0];
  if (last?.kind !== "text" || first?.kind !== "text") return [...before, ...after];
  return [
    ...before.slice(0, -1),
    { kind: "text", text: last.text + first.text },
    ...after.slice(1),
  ];
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";

function gapOf(set: CharacterSet, max: number): Gap {
  const holds = (characters: string): boolean => [...characters].every((one) => set.has(one));
  const onlyDigits = [...set].every((one) => DIGITS.includes(one));
  const isLong = max >= (onlyDigits ? MAX_PORT_LENGTH : MAX_LABEL_LENGTH);
  const filling = onlyDigits
    ? "digits"
    : !holds(LETTERS) || !isLong
      ? "other"
      : set.has(".")
        ? "names"
        : "label";
  const enough = onlyDigits ? holds(DIGITS) : holds(`${LETTERS}${DIGITS}-`);
  return { kind: "gap", filling, isWhole: enough && isLong, isLoose: set.has("/") };
}
