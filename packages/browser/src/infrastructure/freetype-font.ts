import type { FontComplaint } from "./font-sanitizer.ts";
import {
  endOfSfntDirectory,
  type FontTable,
  isWoff2,
  sfntTables,
  tagAt,
  viewOf,
  woffTables,
} from "./font-directory.ts";

/**
 * What FreeType, and WebKit's unpacking before that, have against a font: they say nothing of it. Tables that aren't
 * whole are left out, and few are needed.
 *
 * https://gitlab.freedesktop.org/freetype/freetype/-/blob/master/src/sfnt/ttload.c, check_table_dir
 */
export function complaintsOfFreeType(bytes: Uint8Array): readonly FontComplaint[] | null {
  return isOne(viewOf(bytes)) ? null : [];
}

const OF_POSTSCRIPT = "OTTO";

function isOne(view: DataView): boolean {
  if (view.byteLength < endOfSfntDirectory(0)) return false;
  const container = tagAt(view, 0);
  if (container === "ttcf") return [1, 2].includes(view.getUint16(4));
  const isPacked = container === "wOFF" || container === "wOF2";
  const flavour = isPacked ? tagAt(view, 4) : container;
  if (!["\0\x01\0\0", "true", OF_POSTSCRIPT].includes(flavour)) return false;
  if (container === "wOF2") return isWoff2(view);
  const tables = isPacked ? woffTables(view) : sfntTables(view);
  if (typeof tables === "string") return false;
  const tags = new Set(tables.filter((table) => isWithin(table, view)).map(({ tag }) => tag));
  const outlines = flavour === OF_POSTSCRIPT ? "CFF " : "loca";
  return ["head", "hhea", "hmtx", outlines].every((tag) => tags.has(tag));
}

const HEAD_LENGTH = 54;
const UNITS_PER_EM = 18;

function isWithin({ tag, offset, length, unpackedLength }: FontTable, view: DataView): boolean {
  if (offset > view.byteLength) return false;
  if (tag === "hmtx") return true;
  if (length > view.byteLength - offset) return false;
  if (tag !== "head") return true;
  if (unpackedLength < HEAD_LENGTH) return false;
  // What is packed is not looked into.
  return length !== unpackedLength || view.getUint16(offset + UNITS_PER_EM) !== 0;
}
