/**
 * Decoders of what has several bytes a character, for platforms that have the tables and go their own ways about
 * errors, as Node.js: https://github.com/nodejs/node/issues/40091. Which bytes make one is told here, by
 * https://encoding.spec.whatwg.org/, and which it is, by the platform.
 */
interface MultiByte {
  /** What has the tables. */
  readonly platform: string;
  /** What a byte is by itself; null for the first of several, "" for an error. */
  single(byte: number): string | null;
  /** How many bytes belong together, as far as they are there and fit. */
  sequenceAt(bytes: Uint8Array, at: number): Sequence;
  /** Whether the platform knows more than the standard does. */
  readonly isBeyond?: (bytes: Uint8Array, text: string) => boolean;
}

/** Some bytes that may be a character, or as many of them as an error takes up. */
interface Sequence {
  readonly size: number;
  readonly isPossible: boolean;
}

const isWithin = (byte: number | undefined, first: number, last: number): boolean =>
  byte !== undefined && byte >= first && byte <= last;

const isAscii = (byte: number): boolean => byte < 0x80;

// "If byte is an ASCII byte, restore byte to ioQueue. Return error."
const errorWith = (byte: number | undefined): Sequence => ({
  size: byte === undefined || isAscii(byte) ? 1 : 2,
  isPossible: false,
});

/** Two bytes, of which the second one is of some. */
const pairs =
  (isTrail: (byte: number | undefined) => boolean): MultiByte["sequenceAt"] =>
  (bytes, at) =>
    isTrail(bytes[at + 1]) ? { size: 2, isPossible: true } : errorWith(bytes[at + 1]);

const singleOr =
  (isLead: (byte: number) => boolean, own: (byte: number) => string | undefined) =>
  (byte: number): string | null => {
    if (isAscii(byte)) return String.fromCharCode(byte);
    return own(byte) ?? (isLead(byte) ? null : "");
  };

const isLeadOfMost = (byte: number): boolean => isWithin(byte, 0x81, 0xfe);
const isPrivate = (text: string): boolean => /^[\uE000-\uF8FF]/.test(text);

/** https://encoding.spec.whatwg.org/#gb18030-decoder */
const gb18030: MultiByte = {
  platform: "gb18030",
  single: singleOr(isLeadOfMost, (byte) => (byte === 0x80 ? "\u20AC" : undefined)),
  sequenceAt(bytes, at) {
    const [, second, third, fourth] = bytes.subarray(at, at + 4);
    if (!isWithin(second, 0x30, 0x39))
      return isWithin(second, 0x40, 0x7e) || isWithin(second, 0x80, 0xfe)
        ? { size: 2, isPossible: true }
        : errorWith(second);
    // What comes to an end within four bytes is one error.
    const left = bytes.length - at;
    if (left === 2 || (left === 3 && isWithin(third, 0x81, 0xfe)))
      return { size: left, isPossible: false };
    // "Restore « second, third, byte » to ioQueue […] and return error."
    return isWithin(third, 0x81, 0xfe) && isWithin(fourth, 0x30, 0x39)
      ? { size: 4, isPossible: true }
      : { size: 1, isPossible: false };
  },
};

const halfWidthKatakana = (byte: number): string => String.fromCharCode(0xff61 - 0xa1 + byte);

/** https://encoding.spec.whatwg.org/#shift_jis-decoder */
const shiftJis: MultiByte = {
  platform: "shift_jis",
  single: singleOr(
    (byte) => isWithin(byte, 0x81, 0x9f) || isWithin(byte, 0xe0, 0xfc),
    (byte) => {
      if (byte === 0x80) return "\x80";
      return isWithin(byte, 0xa1, 0xdf) ? halfWidthKatakana(byte) : undefined;
    },
  ),
  sequenceAt: pairs((byte) => isWithin(byte, 0x40, 0x7e) || isWithin(byte, 0x80, 0xfc)),
};

/** https://encoding.spec.whatwg.org/#euc-jp-decoder */
const eucJp: MultiByte = {
  platform: "euc-jp",
  single: singleOr(
    (byte) => byte === 0x8e || byte === 0x8f || isWithin(byte, 0xa1, 0xfe),
    () => undefined,
  ),
  sequenceAt(bytes, at) {
    const [lead, second, third] = bytes.subarray(at, at + 3);
    const isTrail = isWithin(second, 0xa1, lead === 0x8e ? 0xdf : 0xfe);
    if (lead !== 0x8f || !isTrail)
      return isTrail ? { size: 2, isPossible: true } : errorWith(second);
    if (isWithin(third, 0xa1, 0xfe)) return { size: 3, isPossible: true };
    return { size: 1 + errorWith(third).size, isPossible: false };
  },
  // JIS X 0212 has no rows beyond 77.
  isBeyond: ([lead, second]) => lead === 0x8f && second! > 0xed,
};

/** https://encoding.spec.whatwg.org/#euc-kr-decoder */
const eucKr: MultiByte = {
  platform: "euc-kr",
  single: singleOr(isLeadOfMost, () => undefined),
  sequenceAt: pairs((byte) => isWithin(byte, 0x41, 0xfe)),
  isBeyond: (_, text) => isPrivate(text),
};

/** https://encoding.spec.whatwg.org/#big5-decoder */
const big5: MultiByte = {
  platform: "big5",
  single: singleOr(isLeadOfMost, () => undefined),
  sequenceAt: pairs((byte) => isWithin(byte, 0x40, 0x7e) || isWithin(byte, 0xa1, 0xfe)),
  isBeyond: (_, text) => isPrivate(text),
};

const multiByte: ReadonlyMap<string, MultiByte> = new Map([
  ["big5", big5],
  ["euc-jp", eucJp],
  ["euc-kr", eucKr],
  ["gb18030", gb18030],
  // "gbk's decoder is gb18030's decoder."
  ["gbk", gb18030],
  ["shift_jis", shiftJis],
]);

/** Null of an encoding of another kind. */
export function decodeMultiByte(bytes: Uint8Array, encoding: string): string | null {
  const reading = multiByte.get(encoding);
  if (reading === undefined) return null;
  const characterOf = characters(reading);
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const single = reading.single(bytes[at]!);
    if (single !== null) {
      text += single === "" ? "\uFFFD" : single;
      at++;
      continue;
    }
    const { size, isPossible } = reading.sequenceAt(bytes, at);
    const sequence = bytes.subarray(at, at + size);
    const character = isPossible ? characterOf(sequence) : null;
    text += character ?? "\uFFFD";
    // What there is no character for gives an ASCII byte back.
    const isRestored = isPossible && character === null && size < 4 && isAscii(sequence.at(-1)!);
    at += isRestored ? size - 1 : size;
  }
  return text;
}

/** Looks up what some bytes are; null where they are nothing. */
function characters({ platform, isBeyond }: MultiByte): (bytes: Uint8Array) => string | null {
  const decoder = new TextDecoder(platform, { fatal: true });
  return (bytes) => {
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      return platform === "euc-kr" ? unifiedHangul(bytes) : null;
    }
    const isOne = [...text].length === 1 || (platform === "big5" && isCombined(text));
    if (!isOne) return platform === "euc-kr" ? unifiedHangul(bytes) : null;
    return isBeyond?.(bytes, text) === true ? null : text;
  };
}

/** Big5's four pairs of a letter and a diacritic. */
const isCombined = (text: string): boolean => /^[\xCA\xEA][\u0304\u030C]$/.test(text);

const SYLLABLES = { first: 0xac00, last: 0xd7a3 };

let syllables: ReadonlyMap<number, string> | null = null;

/**
 * The syllables that KS X 1001 leaves out, which follow each other in order before and beside it:
 * https://encoding.spec.whatwg.org/index-euc-kr.txt
 */
function unifiedHangul([lead, trail]: Uint8Array): string | null {
  syllables ??= syllablesBeside();
  return syllables.get(lead! * 0x100 + trail!) ?? null;
}

function syllablesBeside(): Map<number, string> {
  const rows = Uint8Array.from({ length: 25 * 94 * 2 }, (_, index) =>
    index % 2 === 0 ? 0xb0 + Math.floor(index / 188) : 0xa1 + Math.floor((index % 188) / 2),
  );
  const known = new Set(new TextDecoder("euc-kr").decode(rows));
  // These two came to KS X 1001 later.
  const found = new Map([
    [0xa2e6, "\u20AC"],
    [0xa2e7, "\xAE"],
  ]);
  let syllable = SYLLABLES.first;
  for (let lead = 0x81; lead <= 0xc6; lead++) {
    for (let trail = 0x41; trail <= (lead < 0xa1 ? 0xfe : 0xa0); trail++) {
      if (isWithin(trail, 0x5b, 0x60) || isWithin(trail, 0x7b, 0x80)) continue;
      while (known.has(String.fromCharCode(syllable))) syllable++;
      if (syllable > SYLLABLES.last) return found;
      found.set(lead * 0x100 + trail, String.fromCharCode(syllable++));
    }
  }
  return found;
}
