import { diagnoseOrigin } from "../policy/origin-syntax.ts";
import { parseRegExp } from "./regexp-tree.ts";
import { regExpShapes } from "./regexp-shapes.ts";
import type { Gap, RegExpShape, ShapePiece } from "./regexp-shapes.ts";
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

export type RegExpRemark =
  /** Refused. */
  | "not-understood"
  | "matches-no-origin"
  | "any-host"
  | "open-start"
  | "open-end"
  | "part-of-a-label"
  | "part-of-the-port"
  | "custom-scheme"
  /** The patterns let in less. */
  | "loose-dot"
  | "any-scheme"
  /** The patterns let in more, of the same host. */
  | "more-labels"
  | "more-names"
  | "default-port";

const REFUSALS: ReadonlySet<RegExpRemark> = new Set([
  "not-understood",
  "matches-no-origin",
  "any-host",
  "open-start",
  "open-end",
  "part-of-a-label",
  "part-of-the-port",
  "custom-scheme",
]);

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
  const isRefused = [...remarks].some((remark) => REFUSALS.has(remark));
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

interface Reading {
  readonly patterns: readonly string[];
  readonly remarks: readonly RegExpRemark[];
  /** Origins that the expression may let in although no pattern does. */
  readonly witnesses: readonly string[];
}

const IMPOSSIBLE: Reading = { patterns: [], remarks: ["matches-no-origin"], witnesses: [] };

function readShape(shape: RegExpShape, schemes: readonly string[]): Reading {
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

function startsScheme(piece: ShapePiece | undefined): boolean {
  return piece?.kind === "text" && /^:?\/\//.test(piece.text);
}

function endsInColon(piece: ShapePiece | undefined): boolean {
  return piece?.kind === "text" && piece.text.endsWith(":");
}

interface Head {
  readonly schemes: readonly string[];
  /** Whether the expression names no scheme, or takes any. */
  readonly isAny: boolean;
  /** Whether anything may stand before the rest, so that it need not be where a host begins. */
  readonly hostIsOpen: boolean;
  readonly rest: readonly ShapePiece[];
}

function readScheme(
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

function asText(text: string): readonly ShapePiece[] {
  return text === "" ? [] : [{ kind: "text", text }];
}

interface Address {
  readonly authorities: readonly string[];
  readonly witnesses: readonly string[];
}

/** What stands after the scheme: host and port. */
function readAddress(
  given: { readonly pieces: readonly ShapePiece[]; readonly opensAtEnd: boolean },
  hostIsOpen: boolean,
  remarks: RegExpRemark[],
): Address | null {
  const { pieces, port } = readPort(given.pieces, given.opensAtEnd, remarks);
  if (pieces.some((piece) => piece.kind === "text" && piece.text.includes("/"))) return null;
  const opensAtEnd = port === "" && given.opensAtEnd;
  const filled = pieces.map((piece) => textOf(piece, "evil")).join("");
  const [first, ...others] = pieces;
  const gap = first?.kind === "gap" ? first : null;
  const host = literalText(gap === null ? pieces : others);
  const witnesses: string[] = [];
  if (pieces.some(({ kind }) => kind === "loose-dot")) {
    remarks.push("loose-dot");
    witnesses.push(...looseDots(pieces).map((authority) => `${authority}${portWitness(port)}`));
  }

  if (host === null) {
    remarks.push("part-of-a-label");
    witnesses.push(`${hostIsOpen ? "evil" : ""}${filled}${portWitness(port)}`);
    return { authorities: nearestOf(pieces, port), witnesses };
  }
  if (opensAtEnd) {
    if (host === "" || host === ".") return anyHost(remarks);
    remarks.push("open-end");
    witnesses.unshift(`${filled}.evil.example`, `${filled}evil.example`, `${filled}0`);
    if (hostIsOpen) remarks.push("open-start");
    return { authorities: authoritiesOf(host, gap !== null || hostIsOpen, port), witnesses };
  }
  if (gap === null && !hostIsOpen) {
    return host.startsWith(".") || host === ""
      ? null
      : { authorities: [`${host}${port}`], witnesses };
  }
  return readSubdomains(gap, hostIsOpen, host, port, remarks, witnesses);
}

function readSubdomains(
  gap: Gap | null,
  hostIsOpen: boolean,
  host: string,
  port: string,
  remarks: RegExpRemark[],
  witnesses: readonly string[],
): Address | null {
  // `.*:3000`: every host, on one port.
  if (host === "" || host.startsWith(":"))
    return gap?.filling === "digits" ? null : anyHost(remarks);
  if (!host.startsWith(".")) {
    remarks.push(hostIsOpen ? "open-start" : "part-of-a-label");
    return {
      authorities: authoritiesOf(host, true, port),
      witnesses: [`evil${host}${portWitness(port)}`, ...witnesses],
    };
  }
  if (gap !== null && (gap.filling === "digits" || gap.filling === "other")) {
    remarks.push("part-of-a-label");
    return { authorities: [`*${host}${port}`], witnesses };
  }
  if (gap?.filling === "label" && !hostIsOpen) remarks.push("more-labels");
  if (gap !== null && !gap.isWhole) remarks.push("more-names");
  return { authorities: [`*${host}${port}`], witnesses };
}

function anyHost(remarks: RegExpRemark[]): Address {
  remarks.push("any-host");
  return { authorities: [], witnesses: ["evil.example"] };
}

/** A port that is a gap, taken off the end. A port that is text is part of the authority as it stands. */
function readPort(
  given: readonly ShapePiece[],
  opensAtEnd: boolean,
  remarks: RegExpRemark[],
): { pieces: readonly ShapePiece[]; port: string } {
  const last = given.at(-1);
  if (last?.kind === "text" && last.text.endsWith(":") && opensAtEnd) {
    remarks.push("default-port");
    return { pieces: [...given.slice(0, -1), ...asText(last.text.slice(0, -1))], port: ":*" };
  }
  const before = given.at(-2);
  if (last?.kind !== "gap" || before?.kind !== "text" || !before.text.endsWith(":") || opensAtEnd) {
    return { pieces: given, port: "" };
  }
  if (last.filling === "digits" ? !last.isWhole : !last.isLoose) remarks.push("part-of-the-port");
  remarks.push("default-port");
  return { pieces: [...given.slice(0, -2), ...asText(before.text.slice(0, -1))], port: ":*" };
}

/** Pieces that are all text; null where there is a gap among them. */
function literalText(pieces: readonly ShapePiece[]): string | null {
  return pieces.some(({ kind }) => kind === "gap")
    ? null
    : pieces.map((piece) => textOf(piece, "")).join("");
}

function textOf(piece: ShapePiece, filling: string, dot = "."): string {
  if (piece.kind === "text") return piece.text;
  if (piece.kind === "loose-dot") return dot;
  if (piece.kind === "gap") return piece.filling === "digits" ? "1" : filling;
  return "";
}

/** The text with one of its unescaped dots made a letter, for each of them. */
function looseDots(pieces: readonly ShapePiece[]): readonly string[] {
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

function portWitness(port: string): string {
  return port === ":*" ? ":8443" : port;
}

/** What was probably meant: the host, and where anything could stand before it, the names below it. */
function authoritiesOf(host: string, withSubdomains: boolean, port: string): readonly string[] {
  if (host === "localhost") return ["localhost:*"];
  const bare = host.replace(/^[.-]+/, "").replace(/[.:-]+$/, "");
  if (bare === "" || (!bare.includes(".") && withSubdomains)) return [];
  if (!withSubdomains) return [`${bare}${port}`];
  return host.startsWith(".") ? [`*.${bare}${port}`] : [`${bare}${port}`, `*.${bare}${port}`];
}

/** The nearest pattern where a gap stands in the middle: everything below what follows the first whole label after it. */
function nearestOf(pieces: readonly ShapePiece[], port: string): readonly string[] {
  const lastGap = pieces.map(({ kind }) => kind).lastIndexOf("gap");
  const tail = literalText(pieces.slice(lastGap + 1)) ?? "";
  const dot = tail.indexOf(".");
  const parent = dot === -1 ? "" : tail.slice(dot + 1);
  return parent.includes(".") ? [`*.${parent}${port}`] : [];
}
