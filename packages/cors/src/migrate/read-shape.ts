import { diagnoseOrigin } from "../policy/origin-syntax.ts";
import { readAddress } from "./read-address.ts";
import { readScheme, startsScheme } from "./read-scheme.ts";
import type { RegExpRemark } from "./regexp-remark.ts";
import type { RegExpShape, ShapePiece } from "./regexp-shapes.ts";
import { literalText } from "./shape-pieces.ts";

/** What one shape of an expression says of origins. */
export interface Reading {
  readonly patterns: readonly string[];
  readonly remarks: readonly RegExpRemark[];
  /** Origins that the expression may let in although no pattern does. */
  readonly witnesses: readonly string[];
}

const IMPOSSIBLE: Reading = { patterns: [], remarks: ["matches-no-origin"], witnesses: [] };

/**
 * Reads a shape as a person means it.
 *
 * @param schemes what to write where there is no scheme
 */
export function readShape(shape: RegExpShape, schemes: readonly string[]): Reading {
  const inner = withoutAnchors(shape);
  if (inner === null) return IMPOSSIBLE;
  if (inner.isNull) return { patterns: ["null"], remarks: [], witnesses: [] };
  const remarks: RegExpRemark[] = [];
  const { pieces, opensAtStart, opensAtEnd } = inner;
  const head = readScheme(pieces, opensAtStart, schemes);
  if (head === null) return IMPOSSIBLE;
  if (head.isAny) remarks.push("any-scheme");
  const address = readAddress({ pieces: head.rest, opensAtEnd }, head.hostIsOpen, remarks);
  if (address === null) return IMPOSSIBLE;
  const withSchemes = (authorities: readonly string[]): readonly string[] =>
    authorities.flatMap((authority) => {
      const isLocal = head.isAny && authority.startsWith("localhost");
      return (isLocal ? ["http"] : head.schemes).map((scheme) => `${scheme}://${authority}`);
    });
  const patterns = withSchemes(address.authorities);
  const isPattern =
    remarks.includes("any-host") || patterns.some((pattern) => pattern.includes("*"));
  if (isPattern && !head.schemes.every((scheme) => scheme === "https" || scheme === "http")) {
    return { patterns: [], remarks: ["custom-scheme"], witnesses: [] };
  }
  // What is not well formed, no browser sends.
  const sent = patterns.filter((pattern) => diagnoseOrigin(pattern).mistakes.length === 0);
  if (sent.length === 0 && patterns.length > 0) return IMPOSSIBLE;
  return { patterns: sent, remarks, witnesses: withSchemes(address.witnesses) };
}

/** The pieces between `^` and `$`, and whether anything may stand before and after them. */
function withoutAnchors(shape: RegExpShape): {
  pieces: readonly ShapePiece[];
  opensAtStart: boolean;
  opensAtEnd: boolean;
  isNull: boolean;
} | null {
  let pieces = shape;
  let opensAtStart = pieces[0]?.kind !== "start";
  if (!opensAtStart) pieces = pieces.slice(1);
  let opensAtEnd = pieces.at(-1)?.kind !== "end";
  if (!opensAtEnd) pieces = pieces.slice(0, -1);
  // An anchor in the middle can't be met.
  if (pieces.some(({ kind }) => kind === "start" || kind === "end")) return null;
  // `^.*` and `.*$` are no anchors.
  if (isAnything(pieces[0]) && !startsScheme(pieces[1])) {
    pieces = pieces.slice(1);
    opensAtStart = true;
  }
  if (isAnything(pieces.at(-1)) && !endsInColon(pieces.at(-2))) {
    pieces = pieces.slice(0, -1);
    opensAtEnd = true;
  }
  const isNull = !opensAtStart && !opensAtEnd && literalText(pieces) === "null";
  return { pieces, opensAtStart, opensAtEnd, isNull };
}

function isAnything(piece: ShapePiece | undefined): boolean {
  return piece?.kind === "gap" && piece.filling === "names" && piece.isLoose;
}

function endsInColon(piece: ShapePiece | undefined): boolean {
  return piece?.kind === "text" && piece.text.endsWith(":");
}
