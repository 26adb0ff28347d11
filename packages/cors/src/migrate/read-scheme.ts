import type { ShapePiece } from "./regexp-shapes.ts";
import { asText } from "./shape-pieces.ts";

/** The scheme of a shape, and what follows it. */
export interface Head {
  readonly schemes: readonly string[];
  /** Whether the expression names no scheme, or takes any. */
  readonly isAny: boolean;
  /** Whether anything may stand before the rest, so that it need not be where a host begins. */
  readonly hostIsOpen: boolean;
  readonly rest: readonly ShapePiece[];
}

/**
 * Takes the scheme off.
 *
 * @param schemes what to write where there is none
 * @returns null where what stands there begins no origin
 */
export function readScheme(
  pieces: readonly ShapePiece[],
  opensAtStart: boolean,
  schemes: readonly string[],
): Head | null {
  const [first, second, ...others] = pieces;
  // `.*://` and `\w+://`
  if (first?.kind === "gap" && second?.kind === "text" && startsScheme(second)) {
    const text = second.text.replace(/^:?\/\//, "");
    return { schemes, isAny: true, hostIsOpen: false, rest: [...asText(text), ...others] };
  }
  const named = first?.kind === "text" ? /^([^/]*?):?\/\/(.*)$|^()\/(.*)$/s.exec(first.text) : null;
  if (named === null) {
    // With `^`, what does not begin with a scheme is no origin.
    if (!opensAtStart) return null;
    return { schemes, isAny: true, hostIsOpen: true, rest: pieces };
  }
  // One slash is the second of `://`.
  const [, scheme = "", twoSlashes, , oneSlash = ""] = named;
  const after = twoSlashes ?? oneSlash;
  const rest = [...asText(after), ...pieces.slice(1)];
  if (scheme === "") {
    return opensAtStart ? { schemes, isAny: true, hostIsOpen: false, rest } : null;
  }
  // Unanchored, `tps://` is the end of a longer scheme.
  if (opensAtStart && scheme !== "https" && scheme !== "http") return null;
  return { schemes: [scheme], isAny: false, hostIsOpen: false, rest };
}

/** Whether what follows a gap makes that gap a scheme. */
export function startsScheme(piece: ShapePiece | undefined): boolean {
  return piece?.kind === "text" && /^:?\/\//.test(piece.text);
}
