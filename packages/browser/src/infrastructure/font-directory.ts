/** A table of a font, where its bytes are in the file. */
export interface FontTable {
  readonly tag: string;
  readonly offset: number;
  /** As it is in the file, where it may be compressed. */
  readonly length: number;
  readonly unpackedLength: number;
}

/** What is wrong with the header of a WOFF file, in the words of OTS. */
export type WoffFault =
  | "error reading sfntVersion"
  | "incorrect file size in WOFF header"
  | "error reading number of tables"
  | "error in reserved field of WOFF header"
  | "error reading table directory"
  | "uncompressed sfnt size mismatch";

export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

export function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}

const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

export const endOfSfntDirectory = (count: number): number => SFNT_HEADER + SFNT_ENTRY * count;

/**
 * As many of its tables as the file has room to name.
 *
 * https://learn.microsoft.com/typography/opentype/spec/otff
 */
export function sfntTables(view: DataView): readonly FontTable[] {
  const room = Math.floor((view.byteLength - SFNT_HEADER) / SFNT_ENTRY);
  const length = Math.min(view.getUint16(4), room);
  return Array.from({ length }, (_, index) => {
    const at = endOfSfntDirectory(index);
    const [offset, size] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    return { tag: tagAt(view, at), offset, length: size, unpackedLength: size };
  });
}

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;

export const endOfWoffDirectory = (count: number): number => WOFF_HEADER + WOFF_ENTRY * count;

/** https://www.w3.org/TR/WOFF/#WOFFHeader */
export function woffTables(view: DataView): readonly FontTable[] | WoffFault {
  const size = view.byteLength;
  if (size < 8) return "error reading sfntVersion";
  if (size < 12 || view.getUint32(8) !== size) return "incorrect file size in WOFF header";
  const count = size < 14 ? 0 : view.getUint16(12);
  if (count === 0) return "error reading number of tables";
  if (size < 16 || view.getUint16(14) !== 0) return "error in reserved field of WOFF header";
  if (size < endOfWoffDirectory(count)) return "error reading table directory";
  const tables = Array.from({ length: count }, (_, index) => {
    const at = endOfWoffDirectory(index);
    return {
      tag: tagAt(view, at),
      offset: view.getUint32(at + 4),
      length: view.getUint32(at + 8),
      unpackedLength: view.getUint32(at + 12),
    };
  });
  const unpacked = tables.reduce(
    (sum, { unpackedLength }) => sum + 4 * Math.ceil(unpackedLength / 4),
    endOfSfntDirectory(count),
  );
  return unpacked === view.getUint32(16) ? tables : "uncompressed sfnt size mismatch";
}

const WOFF2_HEADER = 48;

/**
 * Whether a WOFF 2.0 file's header is one of it. What comes after that is compressed, and not looked at.
 *
 * https://www.w3.org/TR/WOFF2/#woff20Header
 */
export function isWoff2(view: DataView): boolean {
  const size = view.byteLength;
  if (size < WOFF2_HEADER || view.getUint32(8) !== size || view.getUint16(12) === 0) return false;
  const end = WOFF2_HEADER + view.getUint32(20);
  // Metadata and what is private come last, if at all.
  const isBehind = (offset: number, length: number): boolean =>
    offset === 0 || (offset >= end && offset + length <= size);
  return (
    end <= size &&
    isBehind(view.getUint32(28), view.getUint32(32)) &&
    isBehind(view.getUint32(40), view.getUint32(44))
  );
}
