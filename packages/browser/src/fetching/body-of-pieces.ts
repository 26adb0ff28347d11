import { letGo, type ResponseBody } from "../infrastructure/body.ts";
import type { BodyInParts, Part } from "../infrastructure/body-in-parts.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";

// Chromium knows no limit: it was seen to ask a fourth time for a piece of which nothing had come three times.
const MAX_SHORT_PIECES = 100;

/** Where the pieces come from that are not there. */
export interface PieceSource {
  ask(piece: Part): Promise<FetchResponse>;
  /** Of the response the body, which holds no more than the piece; null where that is something else. */
  take(response: FetchResponse, piece: Part): ResponseBody | null;
}

/** A piece that was asked for before anybody reads it. */
export interface AskedPiece {
  readonly piece: Part;
  readonly response: FetchResponse | Promise<FetchResponse>;
}

/** The first gap from `start` on in what is there. */
export function gapIn(parts: BodyInParts, start: number, end: number): Part {
  const there = parts.find({ start, end });
  return { start, end: there === null ? end : there.start - 1 };
}

/**
 * A body of what is there and of what comes for the gaps, piece by piece as it is read.
 *
 * net/http/http_cache_transaction.cc, DoPartialNetworkReadCompleted and DoPartialCacheReadCompleted
 */
export class BodyOfPieces implements ResponseBody {
  readonly #parts: BodyInParts;
  readonly #whole: Part;
  readonly #source: PieceSource;
  #asked: AskedPiece | null;
  #reading: ResponseBody | null = null;
  #isLeft = false;

  constructor(parts: BodyInParts, whole: Part, source: PieceSource, asked: AskedPiece | null) {
    this.#parts = parts;
    this.#whole = whole;
    this.#source = source;
    this.#asked = asked;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const { end } = this.#whole;
    let shortPieces = 0;
    for (let { start } = this.#whole; start <= end && !this.#isLeft;) {
      const there = this.#parts.find({ start, end });
      if (there?.start === start) {
        yield this.#parts.read(there);
        start = there.end + 1;
        continue;
      }
      const { piece, response } = this.#nextAsked(start);
      const body = this.#taken(await response, piece);
      // NB: The body just ends then, whatever `Content-Length` says: so it was seen.
      if (body === null) return;
      try {
        this.#reading = body;
        for await (const chunk of body) {
          start += chunk.length;
          yield chunk;
        }
      } finally {
        this.#reading = null;
      }
      if (start > piece.end) continue;
      // NB: Nobody asks for what is missing of the last piece, either.
      if (piece.end === end) return;
      if (++shortPieces > MAX_SHORT_PIECES)
        throw new TypeError("what came of a part that was asked for was short too often");
    }
  }

  cancel(): void {
    this.#isLeft = true;
    this.#reading?.cancel?.();
    if (this.#asked === null) return;
    const { response } = this.#asked;
    this.#asked = null;
    void Promise.resolve(response).then(
      ({ body }) => letGo(body),
      () => undefined,
    );
  }

  #nextAsked(start: number): AskedPiece {
    const asked = this.#asked;
    this.#asked = null;
    if (asked?.piece.start === start) return asked;
    const piece = gapIn(this.#parts, start, this.#whole.end);
    return { piece, response: this.#source.ask(piece) };
  }

  #taken(response: FetchResponse, piece: Part): ResponseBody | null {
    if (response.type === "error")
      throw (
        (response.failure?.cause as Error | undefined) ??
        new TypeError("a part that was asked for did not come")
      );
    const body = this.#isLeft ? null : this.#source.take(response, piece);
    if (body === null) letGo(response.body);
    return body;
  }
}
