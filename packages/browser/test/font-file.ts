const tags = ["OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"];
const HEAD = 56;
const START = 0x100;

const long = (value: number): string => String.fromCharCode(0, 0, value >> 8, value & 0xff);

/** A font as far as its directory goes, of characters below U+0080, so that it may be given as text. */
export const fontFile: string = (() => {
  let directory = `\0\x01\0\0\0${String.fromCharCode(tags.length)}\0\0\0\0\0\0`;
  let contents = "";
  for (const tag of tags) {
    const length = tag === "head" ? HEAD : 4;
    directory += tag + long(0) + long(START + contents.length) + long(length);
    // Its units per em.
    contents += tag === "head" ? `${"\0".repeat(18)}\x04`.padEnd(HEAD, "\0") : "\0".repeat(length);
  }
  return directory.padEnd(START, "\0") + contents;
})();
