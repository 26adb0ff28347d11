import { startsLike } from "./magic-number.ts";

// RFC 1952 §2.3.1: of the magic number and the only method.
const gzipMagic = [0x1f, 0x8b, 8];
const FIXED_LENGTH = 10;

/** Of the part of the header that every file has. */
export function gzipFixedLength(bytes: Uint8Array): number | "incomplete" | "none" {
  const start = startsLike(bytes, gzipMagic);
  if (start !== 0) return start;
  return bytes.length < FIXED_LENGTH ? "incomplete" : FIXED_LENGTH;
}

/**
 * Reads on until the header is over, and gives what has come of what is behind it; null where it never ends.
 * Browsers set its fields no limit, so nothing is kept of them and nothing looked at twice.
 */
export async function behindGzipFields(
  start: Uint8Array,
  encoded: AsyncIterator<Uint8Array>,
): Promise<Uint8Array | null> {
  const fields = gzipFields(start[3]!);
  let wanted = fields.next();
  for (let bytes = start.subarray(FIXED_LENGTH); ;) {
    let index = 0;
    while (index < bytes.length && wanted.done !== true) {
      if (wanted.value === "zero") index = bytes.indexOf(0, index);
      if (index === -1) break;
      wanted = fields.next(bytes[index]!);
      index++;
    }
    if (wanted.done === true) return bytes.subarray(index);
    const next = await encoded.next();
    if (next.done === true) return null;
    bytes = next.value;
  }
}

/**
 * Asks for the bytes of the fields that these flags tell of, for each or for the next zero, and ends with the last.
 *
 * https://www.rfc-editor.org/rfc/rfc1952#section-2.3
 */
function* gzipFields(flags: number): Generator<"any" | "zero", void, number> {
  // FEXTRA
  if ((flags & 4) !== 0) {
    const low = yield "any";
    const high = yield "any";
    for (let left = low + 256 * high; left > 0; left--) yield "any";
  }
  // FNAME, FCOMMENT
  for (const flag of [8, 16]) {
    if ((flags & flag) !== 0) yield "zero";
  }
  // FHCRC
  if ((flags & 2) !== 0) {
    yield "any";
    yield "any";
  }
}
