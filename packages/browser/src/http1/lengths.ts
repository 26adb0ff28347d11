import { isHttpTabOrSpaceByte, trimBytes } from "@crosswalk/cors/protocol";

/** The values of a list, without the white space and the commas between them. */
function elements(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(","))
    .map((element) => trimBytes(element, isHttpTabOrSpaceByte))
    .filter((element) => element !== "");
}

/** One number, or the same several times; what is none counts for nothing. Chromium and Firefox. */
export function lengthOrNone(values: readonly string[]): number | null {
  const [first] = elements(values);
  return first !== undefined && /^\d+$/.test(first) ? Number(first) : null;
}

/**
 * The last line's number, as C's `strtoull` takes it, and nothing behind it. One below zero is one
 * beyond all bounds. libsoup.
 */
export function lengthOfLastLine(values: readonly string[]): number | "unreadable" {
  const match = /^\s*([+-]?)(\d+)$/.exec(values.at(-1)!);
  if (match === null) return values.at(-1) === "" ? 0 : "unreadable";
  const length = Number(match[2]);
  return match[1] === "-" && length > 0 ? Number.POSITIVE_INFINITY : length;
}

/** RFC 9112: one number, or the same several times; anything else is an error. */
export function exactLength(values: readonly string[]): number | "unreadable" {
  const all = new Set(elements(values));
  const [first] = all;
  return all.size === 1 && /^\d+$/.test(first!) ? Number(first) : "unreadable";
}

/** Hexadecimal digits, and spaces behind them. Chromium. */
export function paddedChunkSize(line: string): number | null {
  const match = /^([0-9a-f]+) *$/i.exec(line.split(";", 1)[0]!);
  return match === null ? null : bounded(Number.parseInt(match[1]!, 16), 2 ** 63);
}

/** What C's `strtoul` takes, up to 32 bits. Firefox. */
export function chunkSizeUpTo32Bits(line: string): number | null {
  const digits = strtoul(line.split(";", 1)[0]!);
  return digits === null ? null : bounded(Number.parseInt(digits, 16), 2 ** 32);
}

/** What C's `strtoul` takes; a line without digits ends the body. libsoup. */
export function chunkSizeOrEnd(line: string): number {
  const digits = strtoul(line);
  return digits === null ? 0 : Number.parseInt(digits, 16);
}

/** RFC 9112: hexadecimal digits, and perhaps an extension behind them. */
export function exactChunkSize(line: string): number | null {
  const match = /^([0-9a-f]+)[ \t]*(?:;|$)/i.exec(line);
  return match === null ? null : bounded(Number.parseInt(match[1]!, 16), 2 ** 53);
}

function strtoul(text: string): string | null {
  return /^\s*\+?(?:0x(?=[0-9a-f]))?([0-9a-f]+)/i.exec(text)?.[1] ?? null;
}

const bounded = (size: number, limit: number): number | null => (size < limit ? size : null);
