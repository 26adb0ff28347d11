import type { ShapePiece } from "./regexp-shapes.ts";

/** Text as pieces. */
export function asText(text: string): readonly ShapePiece[] {
  return text === "" ? [] : [{ kind: "text", text }];
}

/** Pieces that are all text; null where there is a gap among them. */
export function literalText(pieces: readonly ShapePiece[]): string | null {
  return pieces.some(({ kind }) => kind === "gap")
    ? null
    : pieces.map((piece) => textOf(piece, "")).join("");
}

/** A piece as text, with something in the gaps. */
export function textOf(piece: ShapePiece, filling: string, dot = "."): string {
  if (piece.kind === "text") return piece.text;
  if (piece.kind === "loose-dot") return dot;
  if (piece.kind === "gap") return piece.filling === "digits" ? "1" : filling;
  return "";
}

/** The text with one of its unescaped dots made a letter, for each of them. */
export function looseDots(pieces: readonly ShapePiece[]): readonly string[] {
  return pieces.flatMap(({ kind }, position) =>
    kind === "loose-dot"
      ? [
          pieces
            .map((piece, index) => textOf(piece, "evil", index === position ? "x" : "."))
            .join(""),
        ]
      : [],
  );
}
