/**
 * The smallest TrueType font that browsers take: a glyph for what is missing, and a triangle as `A`.
 *
 * https://learn.microsoft.com/typography/opentype/spec/otff
 */
export function font(): Buffer {
  const tables = Object.entries({
    "OS/2": metrics(),
    cmap: characters(),
    glyf: triangle(),
    head: head(),
    hhea: horizontalHeader(),
    hmtx: shorts(EM, 0, EM, 0),
    loca: shorts(0, 0, triangle().length / 2),
    maxp: Buffer.concat([longs(0x00010000), shorts(GLYPHS, 3, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)]),
    name: names(),
    post: Buffer.concat([longs(0x00030000, 0), shorts(-100, 50), longs(0, 0, 0, 0, 0)]),
  });
  const count = tables.length;
  const directory: Buffer[] = [];
  const contents: Buffer[] = [];
  let offset = 12 + 16 * count;
  for (const [tag, table] of tables) {
    const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
    directory.push(Buffer.from(tag, "latin1"), longs(checksum(padded), offset, table.length));
    contents.push(padded);
    offset += padded.length;
  }
  const power = 2 ** Math.floor(Math.log2(count));
  const file = Buffer.concat([
    longs(0x00010000),
    shorts(count, power * 16, Math.log2(power), (count - power) * 16),
    ...directory,
    ...contents,
  ]);
  // `checkSumAdjustment`, the third number of `head`.
  const adjusted = file.indexOf(longs(MAGIC)) - 4;
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, adjusted);
  return file;
}

const EM = 1000;
const GLYPHS = 2;
const MAGIC = 0x5f0f3cf5;
const A = 0x41;

const shorts = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16BE(value & 0xffff, 2 * index));
  return bytes;
};

const longs = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
};

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let index = 0; index < bytes.length; index += 4)
    sum = (sum + bytes.readUInt32BE(index)) >>> 0;
  return sum;
}

function head(): Buffer {
  const dates = Buffer.alloc(16);
  return Buffer.concat([
    longs(0x00010000, 0x00010000, 0, MAGIC),
    shorts(0b1011, EM),
    dates,
    // The box, no style, readable at 8 pixels, left to right, short offsets.
    shorts(0, 0, 500, 500, 0, 8, 2, 0, 0),
  ]);
}

function horizontalHeader(): Buffer {
  return Buffer.concat([
    longs(0x00010000),
    shorts(800, -200, 0, EM, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, GLYPHS),
  ]);
}

function metrics(): Buffer {
  return Buffer.concat([
    // Version 3, from the average width to the family class.
    shorts(3, EM, 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 250, 0),
    Buffer.alloc(10),
    longs(1, 0, 0, 0),
    Buffer.from("NONE", "latin1"),
    shorts(0x40, A, A, 800, -200, 0, 800, 200),
    longs(1, 0),
    shorts(500, 700, 0, 0x20, 1),
  ]);
}

/** Format 4: one segment with `A`, and the one that ends them. */
function characters(): Buffer {
  const segments = [4, 4, 1, 0, A, 0xffff, 0, A, 0xffff, 1 - A, 1, 0, 0];
  return Buffer.concat([
    shorts(0, 1, 3, 1),
    longs(12),
    shorts(4, 2 * (3 + segments.length), 0, ...segments),
  ]);
}

function triangle(): Buffer {
  return Buffer.concat([
    // One contour, its box, its last point, no instructions.
    shorts(1, 0, 0, 500, 500, 2, 0),
    // Three points on the curve, and where each is from the one before.
    Buffer.from([1, 1, 1]),
    shorts(0, 500, -250, 0, 0, 500),
    Buffer.alloc(1),
  ]);
}

function names(): Buffer {
  const texts = ["crosswalk", "Regular", "crosswalk", "crosswalk", "1", "crosswalk"].map((text) =>
    shorts(...[...text].map((letter) => letter.charCodeAt(0))),
  );
  let offset = 0;
  const records = texts.map((text, index) => {
    const record = shorts(3, 1, 0x409, index + 1, text.length, offset);
    offset += text.length;
    return record;
  });
  return Buffer.concat([shorts(0, records.length, 6 + 12 * records.length), ...records, ...texts]);
}
