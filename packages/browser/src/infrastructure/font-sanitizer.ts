import {
  endOfSfntDirectory,
  endOfWoffDirectory,
  type FontTable,
  isWoff2,
  sfntTables,
  tagAt,
  viewOf,
  woffTables,
} from "./font-directory.ts";

/** What is said of a font that is refused; a warning if it would not be refused for that. */
export interface FontComplaint {
  readonly text: string;
  readonly isWarning?: true;
}

const error = (text: string): readonly FontComplaint[] => [{ text }];
const warning = (text: string): FontComplaint => ({ text, isWarning: true });

/**
 * What the OpenType Sanitizer of Chromium and Firefox has against a font, by its header and its directory; null for
 * nothing. What its tables hold is not looked at.
 *
 * https://github.com/khaledhosny/ots/blob/main/src/ots.cc
 */
export function complaintsOfSanitizer(bytes: Uint8Array): readonly FontComplaint[] | null {
  if (bytes.length === 0) return [];
  if (bytes.length < 4) return error("file less than 4 bytes");
  const view = viewOf(bytes);
  switch (tagAt(view, 0)) {
    case "wOFF":
      return ofWoff(view);
    case "wOF2":
      return ofWoff2(view);
    case "ttcf":
      return ofCollection(view);
    default:
      return ofVersion(view, 0) ?? ofSfnt(view);
  }
}

const sfntVersions: ReadonlySet<number> = new Set([0x00010000, 0x4f54544f, 0x74727565]);

function ofVersion(view: DataView, at: number): readonly FontComplaint[] | null {
  if (sfntVersions.has(view.getUint32(at))) return null;
  return error(`invalid sfntVersion: ${view.getInt32(at)}`);
}

// Its numbers to search by have no room for more.
const MAX_TABLES = 4095;

function ofSfnt(view: DataView): readonly FontComplaint[] | null {
  if (view.byteLength < endOfSfntDirectory(0))
    return error("error reading table directory search header");
  const count = view.getUint16(4);
  if (count === 0 || count > MAX_TABLES) return error("excessive (or zero) number of tables");
  const selector = Math.floor(Math.log2(count));
  const range = 16 * 2 ** selector;
  const numbers = { searchRange: range, entrySelector: selector, rangeShift: 16 * count - range };
  const warnings = Object.entries(numbers)
    .filter(([, number], index) => view.getUint16(6 + 2 * index) !== number)
    .map(([name]) => warning(`bad table directory ${name}`));
  const end = endOfSfntDirectory(count);
  const complaints =
    view.byteLength < end
      ? error("error reading table directory")
      : ofTables(sfntTables(view), end, view.byteLength);
  return complaints === null ? null : [...warnings, ...complaints];
}

function ofWoff(view: DataView): readonly FontComplaint[] | null {
  if (view.byteLength >= 8) {
    const complaints = ofVersion(view, 4);
    if (complaints !== null) return complaints;
  }
  const tables = woffTables(view);
  const isOfHeader = tables !== "uncompressed sfnt size mismatch";
  if (typeof tables === "string" && isOfHeader) return error(tables);
  for (const [name, at] of [["metadata", 24] as const, ["private", 36] as const]) {
    const [offset, length] = [view.getUint32(at), view.getUint32(at + 4)];
    if (offset !== 0 && offset + length > view.byteLength)
      return error(`Invalid ${name} block offset or length`);
  }
  if (typeof tables === "string") return error(tables);
  return ofTables(tables, endOfWoffDirectory(tables.length), view.byteLength);
}

const MEGABYTE = 1024 * 1024;

function ofWoff2(view: DataView): readonly FontComplaint[] | null {
  const size = view.byteLength < 20 ? 0 : view.getUint32(16);
  if (size < view.byteLength)
    return error("Size of decompressed WOFF 2.0 is less than compressed size");
  if (size > 300 * MEGABYTE) return error("Size of decompressed WOFF 2.0 font exceeds 300MB");
  if (!isWoff2(view)) return error("Failed to convert WOFF 2.0 font to SFNT");
  return tagAt(view, 4) === "ttcf" ? null : ofVersion(view, 4);
}

/** Fonts of which one is taken are not looked into. */
function ofCollection(view: DataView): readonly FontComplaint[] | null {
  if (view.byteLength < 8) return error("Error reading TTC version");
  const isKnown = [0x00010000, 0x00020000].includes(view.getUint32(4));
  return isKnown ? null : error("Invalid TTC version");
}

const GIGABYTE = 1024 * MEGABYTE;

function ofTables(
  tables: readonly FontTable[],
  start: number,
  size: number,
): readonly FontComplaint[] | null {
  const warnings: FontComplaint[] = [];
  for (const table of tables) {
    if (/[^\x20-\x7e]/.test(table.tag))
      warnings.push(warning(`Invalid table tag: 0x${hexOf(table.tag)}`));
    const fault = faultOfTable(table, start, size);
    if (fault !== null) return [...warnings, ...error(`${table.tag}: ${fault}`)];
  }
  const fault = areOverlapping(tables) ? "overlapping tables" : whatIsMissing(tables);
  return fault === null ? null : [...warnings, ...error(fault)];
}

const hexOf = (tag: string): string =>
  [...tag]
    .map((character) => character.charCodeAt(0).toString(16).padStart(2, "0"))
    .join("")
    .replace(/^0+/, "")
    .toUpperCase();

function faultOfTable({ offset, length, unpackedLength }: FontTable, start: number, size: number) {
  if (offset % 4 !== 0) return "misaligned table";
  if (offset < start || offset >= size) return "invalid table offset";
  if (length === 0) return "zero-length table";
  if (length > GIGABYTE) return "table length exceeds 1GB";
  if (unpackedLength < length) return "invalid compressed table";
  return offset + length > size ? "table overruns end of file" : null;
}

function areOverlapping(tables: readonly FontTable[]): boolean {
  const sorted = [...tables].sort((one, other) => one.offset - other.offset);
  return sorted.some(({ offset }, index) => {
    const before = sorted[index - 1];
    return before !== undefined && before.offset + before.length > offset;
  });
}

const required = ["maxp", "head", "OS/2", "cmap", "hhea", "hmtx", "name", "post"];
const glyphs = ["glyf", "CFF ", "CFF2", "CBDT", "SVG ", "sbix"];

function whatIsMissing(tables: readonly FontTable[]): string | null {
  const tags = new Set(tables.map(({ tag }) => tag));
  const missing = required.find((tag) => !tags.has(tag));
  if (missing !== undefined) return `${missing}: missing required table`;
  if (!glyphs.some((tag) => tags.has(tag))) return "no supported glyph data table(s) present";
  return null;
}
