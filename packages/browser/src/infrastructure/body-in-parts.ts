// net/disk_cache/memory/mem_entry_impl.cc, kMaxChildEntrySize
const BLOCK_SIZE = 4096;

/** What is there of a block: from `first` up to `end`. */
interface Block {
  first: number;
  end: number;
  readonly bytes: Uint8Array;
}

/** The first and the last byte of a part. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * What has come of a body of which parts were asked for. A block has one part: the last that was written, with
 * what it was written behind.
 *
 * net/disk_cache/memory/mem_entry_impl.cc, InternalWriteSparseData and InternalGetAvailableRange
 */
export class BodyInParts {
  /** Of the whole. */
  readonly length: number;
  readonly #blocks: Map<number, Block> = new Map();

  constructor(length: number) {
    this.length = length;
  }

  /** Bytes that it takes to keep it. */
  get size(): number {
    return this.#blocks.size * BLOCK_SIZE;
  }

  write(offset: number, bytes: Uint8Array): void {
    if (offset + bytes.length > this.length) throw new RangeError("written beyond the whole's end");
    let written = 0;
    while (written < bytes.length) {
      const position = offset + written;
      const number = Math.floor(position / BLOCK_SIZE);
      const at = position - number * BLOCK_SIZE;
      const piece = bytes.subarray(written, written + BLOCK_SIZE - at);
      let block = this.#blocks.get(number);
      if (block === undefined)
        this.#blocks.set(
          number,
          (block = { first: at, end: at, bytes: new Uint8Array(BLOCK_SIZE) }),
        );
      block.bytes.set(piece, at);
      if (block.end !== at) block.first = at;
      block.end = at + piece.length;
      written += piece.length;
    }
  }

  /** The first part that is there of what is asked for; null where nothing is. */
  find({ start, end }: Part): Part | null {
    let from: number | null = null;
    let to = -1;
    const last = Math.floor(end / BLOCK_SIZE);
    for (let number = Math.floor(start / BLOCK_SIZE); number <= last; number++) {
      const block = this.#blocks.get(number);
      const base = number * BLOCK_SIZE;
      const first = block === undefined ? -1 : Math.max(start, base + block.first);
      const final = block === undefined ? -1 : Math.min(end, base + block.end - 1);
      if (block === undefined || first > final) {
        if (from === null) continue;
        break;
      }
      if (from !== null && first !== to + 1) break;
      from ??= first;
      to = final;
    }
    return from === null ? null : { start: from, end: to };
  }

  /** The bytes of a part that is there. */
  read({ start, end }: Part): Uint8Array {
    const bytes = new Uint8Array(end - start + 1);
    for (let position = start; position <= end;) {
      const number = Math.floor(position / BLOCK_SIZE);
      const base = number * BLOCK_SIZE;
      const piece = this.#blocks
        .get(number)!
        .bytes.subarray(position - base, Math.min(end - base + 1, BLOCK_SIZE));
      bytes.set(piece, position - start);
      position += piece.length;
    }
    return bytes;
  }
}
