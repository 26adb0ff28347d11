import type { ContentCoding } from "../http1/content-codings.ts";
import { UnreadableResponse } from "../http1/unreadable.ts";
import type { ResponseBody } from "../infrastructure/body.ts";
import { timedOut } from "./connection-failure.ts";
import { decompressor } from "./decompressor.ts";

/** What every platform decodes; what else a server sends is decoded where the platform can. */
export const acceptedCodings = "gzip, deflate";

/**
 * A body without the codings that were put on it, in that order. A few bytes can stand for gigabytes, so
 * decoding has a limit as well: so many milliseconds in all, those of who reads it left out.
 */
export function decoded(
  body: ResponseBody,
  codings: readonly ContentCoding[],
  passedOn: ReadonlySet<ContentCoding>,
  timeLimit: number,
): ResponseBody {
  if (codings.length === 0) return body;
  return {
    [Symbol.asyncIterator]: () => {
      const plain = codings.reduceRight<AsyncIterator<Uint8Array>>(
        (encoded, coding) => decode(encoded, coding, passedOn.has(coding)),
        body[Symbol.asyncIterator](),
      );
      return withinLimit(plain, timeLimit);
    },
    cancel: () => body.cancel?.(),
  };
}

async function* withinLimit(
  bytes: AsyncIterator<Uint8Array>,
  timeLimit: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let waited = 0;
  try {
    for (;;) {
      const start = performance.now();
      const next = await bytes.next();
      waited += performance.now() - start;
      if (next.done === true) return;
      if (waited > timeLimit)
        throw timedOut(`the body was still being decoded after ${timeLimit} ms`);
      yield next.value;
    }
  } finally {
    await bytes.return?.();
  }
}

async function* decode(
  encoded: AsyncIterator<Uint8Array>,
  coding: ContentCoding,
  isPassedOn: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  let start: Uint8Array = new Uint8Array(0);
  let skipped: number | "incomplete" | "none" = "incomplete";
  while (skipped === "incomplete") {
    const next = await encoded.next();
    // What breaks off before anything can be read of it is decoded to nothing.
    if (next.done === true) return;
    start = start.length === 0 ? next.value : joined(start, next.value);
    skipped = wrapperLength(coding, start);
  }
  const pair = decompressor(coding);
  if (skipped === "none" && !isPassedOn) throw undecodable(coding);
  if (skipped === "none" || pair === null) {
    yield start;
    yield* { [Symbol.asyncIterator]: () => encoded };
    return;
  }
  const feeding = feed(pair.writable, start.subarray(skipped), encoded);
  try {
    yield* pair.readable as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    const fed = await feeding;
    // What failed before it came here is no fault of its coding.
    if (fed.how === "broken-off") throw fed.error;
    // NB: Browsers are content with as much as there is of what ends too early.
    if (fed.how === "refused" || !pair.failsAtEnd) throw undecodable(coding, error);
  } finally {
    await encoded.return?.();
  }
}

/** What became of what a decompressor was given. */
type Fed =
  | { readonly how: "whole" | "refused" }
  | { readonly how: "broken-off"; readonly error: unknown };

async function feed(
  writable: WritableStream<Uint8Array>,
  start: Uint8Array,
  encoded: AsyncIterator<Uint8Array>,
): Promise<Fed> {
  const writer = writable.getWriter();
  let bytes: Uint8Array | null = start;
  while (bytes !== null) {
    try {
      await writer.write(bytes);
    } catch {
      return { how: "refused" };
    }
    try {
      const next = await encoded.next();
      bytes = next.done === true ? null : next.value;
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
      return { how: "broken-off", error };
    }
  }
  await writer.close().catch(() => undefined);
  return { how: "whole" };
}

const undecodable = (coding: ContentCoding, cause?: unknown): UnreadableResponse =>
  new UnreadableResponse("undecodable", `the body is no ${coding}`, { cause });

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}

/**
 * How many bytes stand before what is compressed. Browsers look no further than there, and not at the
 * checksum behind it either; what follows that is nothing to them.
 */
function wrapperLength(coding: ContentCoding, bytes: Uint8Array): number | "incomplete" | "none" {
  switch (coding) {
    case "gzip":
      return gzipHeaderLength(bytes);
    case "deflate":
      return zlibHeaderLength(bytes);
    case "zstd":
      return startsLike(bytes, zstdMagic);
    case "br":
      return 0;
  }
}

// RFC 8878 §3.1.1
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd];
// RFC 1952 §2.3.1: of the magic number and the only method.
const gzipMagic = [0x1f, 0x8b, 8];
const GZIP_FIXED_LENGTH = 10;

function startsLike(bytes: Uint8Array, magic: readonly number[]): 0 | "incomplete" | "none" {
  if (magic.some((byte, index) => index < bytes.length && bytes[index] !== byte)) return "none";
  return bytes.length < magic.length ? "incomplete" : 0;
}

/** https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
function gzipHeaderLength(bytes: Uint8Array): number | "incomplete" | "none" {
  const start = startsLike(bytes, gzipMagic);
  if (start !== 0) return start;
  const flags = bytes[3] ?? 0;
  let length = GZIP_FIXED_LENGTH;
  // FEXTRA
  if ((flags & 4) !== 0) length += 2 + (bytes[length] ?? 0) + 256 * (bytes[length + 1] ?? 0);
  // FNAME, FCOMMENT
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, length);
    if (end === -1) return "incomplete";
    length = end + 1;
  }
  // FHCRC
  if ((flags & 2) !== 0) length += 2;
  return bytes.length < length ? "incomplete" : length;
}

/** What is said to be zlib's may be deflate without its wrapper: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2 */
function zlibHeaderLength(bytes: Uint8Array): number | "incomplete" | "none" {
  const first = bytes[0]!;
  // RFC 1950 §2.2: the method is deflate.
  if ((first & 0x0f) === 8) return bytes.length < 2 ? "incomplete" : 2;
  // RFC 1951 §3.2.3: "11 - reserved (error)".
  return (first & 0x06) === 0x06 ? "none" : 0;
}
