import { assets } from "@crosswalk/verify/laboratory";

/** A table of a font, by its tag. */
type Tables = ReadonlyMap<string, Buffer>;

/** The font that the laboratory answers. */
export const sfnt: Buffer = assets["font"]!;

export const tablesOf = (file: Buffer): Tables =>
  new Map(
    Array.from({ length: file.readUInt16BE(4) }, (_, index) => {
      const at = 12 + 16 * index;
      const offset = file.readUInt32BE(at + 8);
      const table = file.subarray(offset, offset + file.readUInt32BE(at + 12));
      return [file.toString("latin1", at, at + 4), table] as const;
    }),
  );

/** A copy with some bytes of it written anew, by where they are. */
export function withBytes(file: Buffer, at: number, ...bytes: readonly number[]): Buffer {
  const copy = Buffer.from(file);
  copy.set(bytes, at);
  return copy;
}

/** The same without one of its tables. */
export function without(file: Buffer, tag: string): Buffer {
  const tables = [...tablesOf(file)].filter(([name]) => name !== tag);
  const directory: Buffer[] = [];
  let offset = 12 + 16 * tables.length;
  for (const [name, table] of tables) {
    directory.push(Buffer.from(name, "latin1"), longs(0, offset, table.length));
    offset += padded(table).length;
  }
  const head = [file.subarray(0, 4), shorts(tables.length, 0, 0, 0)];
  return Buffer.concat([...head, ...directory, ...tables.map(([, table]) => padded(table))]);
}

/**
 * The same as WOFF, with nothing compressed.
 *
 * https://www.w3.org/TR/WOFF/
 */
export function woff(file: Buffer): Buffer {
  const tables = [...tablesOf(file)];
  const directory: Buffer[] = [];
  let offset = 44 + 20 * tables.length;
  for (const [tag, { length }] of tables) {
    directory.push(Buffer.from(tag, "latin1"), longs(offset, length, length, 0));
    offset += (length + 3) & ~3;
  }
  return Buffer.concat([
    Buffer.from("wOFF"),
    file.subarray(0, 4),
    longs(offset),
    shorts(tables.length, 0),
    longs(file.length),
    shorts(1, 0),
    longs(0, 0, 0, 0, 0),
    ...directory,
    ...tables.map(([, table]) => padded(table)),
  ]);
}

const knownTags = "cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca".match(
  /.{4}(?= |$)/g,
)!;

/**
 * The same as WOFF 2.0, with nothing transformed or compressed.
 *
 * https://www.w3.org/TR/WOFF2/
 */
export function woff2(file: Buffer): Buffer {
  const tables = [...tablesOf(file)];
  const directory = tables.flatMap(([tag, { length }]) => {
    const isUntransformed = tag === "glyf" || tag === "loca" ? 3 << 6 : 0;
    return [knownTags.indexOf(tag) | isUntransformed, ...base128(length)];
  });
  const data = stored(Buffer.concat(tables.map(([, table]) => table)));
  const length = 48 + directory.length + data.length;
  const padding = Buffer.alloc(-length & 3);
  return Buffer.concat([
    Buffer.from("wOF2"),
    file.subarray(0, 4),
    longs(length + padding.length),
    shorts(tables.length, 0),
    longs(file.length, data.length),
    shorts(1, 0),
    longs(0, 0, 0, 0, 0),
    Buffer.from(directory),
    data,
    padding,
  ]);
}

const base128 = (value: number): readonly number[] =>
  value < 128 ? [value] : [128 | (value >> 7), value & 127];

/** https://www.rfc-editor.org/rfc/rfc7932#section-9.2, one block of what is not compressed. */
function stored(data: Buffer): Buffer {
  const head = Buffer.alloc(3);
  head.writeUIntLE(((data.length - 1) << 4) | (1 << 20), 0, 3);
  return Buffer.concat([head, data, Buffer.from([0b11])]);
}

const padded = (table: Buffer): Buffer => Buffer.concat([table, Buffer.alloc(-table.length & 3)]);

const shorts = (...values: number[]): Buffer =>
  Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]));

function longs(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
}
