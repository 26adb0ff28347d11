/** Values of `Access-Control-Request-Headers` that no browser sends. */
export interface HostileList {
  readonly name: string;
  readonly value: string;
}

const MEBIBYTE = 2 ** 20;

/** One mebibyte each: more than Node lets through, so that only the core meets it. */
export const hostileLists: readonly HostileList[] = [
  { name: "1 MiB of commas", value: filled(",", MEBIBYTE) },
  { name: "1 MiB of spaces", value: filled(" ", MEBIBYTE) },
  { name: "1 MiB of one name", value: filled("a", MEBIBYTE) },
  { name: "1 MiB of a,a,a,…", value: filled("a,", MEBIBYTE) },
  { name: "1 MiB of an allowed name", value: filled("content-type,", MEBIBYTE) },
];

/**
 * The longest lists that are read at all: 16 KiB. They may cost what reading 16 KiB costs, and are reported beside the others for
 * that.
 */
export const longestLists: readonly HostileList[] = [
  { name: "16 KiB of spaces", value: filled(" ", 16_384) },
  { name: "16 KiB of one name", value: filled("a", 16_384) },
  { name: "128 elements in 16 KiB", value: filled(`${"a".repeat(127)},`, 16_384).slice(0, -1) },
];

/** A flat string, as a parser makes: not a rope of repetitions that the first reader would have to tie. */
function filled(unit: string, bytes: number): string {
  return Buffer.alloc(bytes, unit, "latin1").toString("latin1");
}
