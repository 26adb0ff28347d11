import type { Gap, ShapePiece } from "./regexp-shapes.ts";
import type { RegExpRemark } from "./regexp-remark.ts";
import { asText, literalText, looseDots, textOf } from "./shape-pieces.ts";

/** Authorities as patterns have them, and some that show what an expression lets in beside them. */
export interface Address {
  readonly authorities: readonly string[];
  readonly witnesses: readonly string[];
}

/**
 * What stands after the scheme: host and port.
 *
 * @param remarks what is found is added here
 * @returns null where no origin has this
 */
export function readAddress(
  given: { readonly pieces: readonly ShapePiece[]; readonly opensAtEnd: boolean },
  hostIsOpen: boolean,
  remarks: RegExpRemark[],
): Address | null {
  const { pieces, port } = readPort(given.pieces, given.opensAtEnd, remarks);
  if (pieces.some((piece) => piece.kind === "text" && /[/*]/.test(piece.text))) return null;
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
