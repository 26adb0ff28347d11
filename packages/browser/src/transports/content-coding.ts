import type { ContentCoding } from "../http1/content-codings.ts";
import { readsOf } from "../http1/reads-of.ts";
import { UnreadableResponse } from "../http1/unreadable.ts";
import {
  type EncodedLength,
  endReading,
  joined,
  leave,
  type ResponseBody,
  type TurningAway,
} from "../infrastructure/body.ts";
import { timedOut } from "./connection-failure.ts";
import { decompressor } from "./decompressor.ts";
import { behindGzipFields, gzipFixedLength } from "./gzip-header.ts";
import { startsLike } from "./magic-number.ts";

/** What every platform decodes; what else a server sends is decoded where the platform can. */
export const acceptedCodings = "gzip, deflate";

/**
 * A body without the codings that were put on it, in that order. A few bytes can stand for gigabytes, so
 * decoding has a limit as well: so many milliseconds in all, those of who reads it left out. It comes out in pieces of
 * `readSize`, where there is one.
 */
export function decoded(
  body: ResponseBody,
  codings: readonly ContentCoding[],
  passedOn: ReadonlySet<ContentCoding>,
  timeLimit: number,
  readSize: number | null = null,
): ResponseBody {
  if (codings.length === 0) return body;
  return {
    [Symbol.asyncIterator]: () => {
      const plain = codings.reduceRight<AsyncIterator<Uint8Array>>(
        (encoded, coding) => decode(encoded, coding, passedOn.has(coding)),
        body[Symbol.asyncIterator](),
      );
      return withinLimit(body, plain, timeLimit, readSize);
    },
    cancel: (by) => body.cancel?.(by),
  };
}

/** A body that counts what is read of it. */
export class Counted implements EncodedLength, ResponseBody {
  readonly #body: ResponseBody;
  #length = 0;

  constructor(body: ResponseBody) {
    this.#body = body;
  }

  get length(): number {
    return this.#length;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const bytes of this.#body) {
      this.#length += bytes.length;
      yield bytes;
    }
  }

  cancel(by?: TurningAway): void {
    this.#body.cancel?.(by);
  }
}

async function* withinLimit(
  body: ResponseBody,
  bytes: AsyncIterator<Uint8Array>,
  timeLimit: number,
  readSize: number | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  let waited = 0;
  let isOver = false;
  try {
    for (;;) {
      const start = performance.now();
      const next = await bytes.next();
      waited += performance.now() - start;
      if (next.done === true) {
        isOver = true;
        return;
      }
      if (waited > timeLimit)
        throw timedOut(`the body was still being decoded after ${timeLimit} ms`);
      if (readSize === null) yield next.value;
      else yield* readsOf(next.value, 0, readSize);
    }
  } finally {
    if (!isOver) leave(body, bytes);
  }
}

async function* decode(
  encoded: AsyncIterator<Uint8Array>,
  coding: ContentCoding,
  isPassedOn: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* throughDecoder(encoded, coding, isPassedOn);
  } finally {
    endReading(encoded);
  }
}

async function* throughDecoder(
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
    start = start.length === 0 ? next.value : joined([start, next.value]);
    // NB: Who passes on what is in no coding has looked at two bytes of it.
    skipped = isPassedOn && start.length < 2 ? "incomplete" : wrapperLength(coding, start);
  }
  if (coding === "gzip" && skipped !== "none") {
    const behind = await behindGzipFields(start, encoded);
    if (behind === null) return;
    start = behind;
    skipped = 0;
  }
  const pair = decompressor(coding);
  if (skipped === "none" && !isPassedOn) throw undecodable(coding);
  if (skipped === "none" || pair === null) {
    yield start;
    yield* { [Symbol.asyncIterator]: () => encoded };
    return;
  }
  const feeding: Feeding = { cameTo: null };
  void feed(feeding, pair.writable, start.subarray(skipped), encoded);
  try {
    yield* pair.readable as unknown as AsyncIterable<Uint8Array>;
    // NB: Browsers wait for the end of what they read, and look at nothing behind what they have decoded.
    await encoded.return?.();
  } catch (error) {
    // It is tempting to wait here for what the feeding comes to. It waits for a server that may never send again.
    const { cameTo } = feeding;
    // What failed before it came here is no fault of its coding.
    if (cameTo !== null && cameTo !== "whole") throw cameTo.error;
    // NB: Browsers are content with as much as there is of what ends too early.
    if (cameTo === null || !pair.failsAtEnd) throw undecodable(coding, error);
  }
}

/** What has become so far of what a decompressor is given: null until it is over, and where it was refused. */
interface Feeding {
  cameTo: "whole" | { readonly error: unknown } | null;
}

async function feed(
  feeding: Feeding,
  writable: WritableStream<Uint8Array>,
  start: Uint8Array,
  encoded: AsyncIterator<Uint8Array>,
): Promise<void> {
  const writer = writable.getWriter();
  let bytes: Uint8Array | null = start;
  while (bytes !== null) {
    try {
      await writer.write(bytes);
    } catch {
      return;
    }
    try {
      const next = await encoded.next();
      bytes = next.done === true ? null : next.value;
    } catch (error) {
      // NB: First, as whoever reads hears of it by that.
      feeding.cameTo = { error };
      await writer.abort(error).catch(() => undefined);
      return;
    }
  }
  feeding.cameTo = "whole";
  await writer.close().catch(() => undefined);
}

const undecodable = (coding: ContentCoding, cause?: unknown): UnreadableResponse =>
  new UnreadableResponse("undecodable", `the body is no ${coding}`, { cause });

/**
 * How many bytes stand before what is compressed. Browsers look no further than there, and not at the
 * checksum behind it either; what follows that is nothing to them.
 */
function wrapperLength(coding: ContentCoding, bytes: Uint8Array): number | "incomplete" | "none" {
  switch (coding) {
    case "gzip":
      return gzipFixedLength(bytes);
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

/** What is said to be zlib's may be deflate without its wrapper: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2 */
function zlibHeaderLength(bytes: Uint8Array): number | "incomplete" | "none" {
  const first = bytes[0]!;
  // RFC 1950 §2.2: the method is deflate.
  if ((first & 0x0f) === 8) return bytes.length < 2 ? "incomplete" : 2;
  // RFC 1951 §3.2.3: "11 - reserved (error)".
  return (first & 0x06) === 0x06 ? "none" : 0;
}
