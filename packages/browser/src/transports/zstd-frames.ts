/** RFC 9659 §3: what a user agent has to have room for, and the most that it needs to. */
const MAX_WINDOW = 8 * 1024 * 1024;

// RFC 8878 §3.1.1, §3.1.2
const MAGIC = 0xfd2f_b528;
const SKIPPABLE = 0x184d_2a50;

type State = "magic" | "skippable" | "descriptor" | "header" | "block";

/**
 * Looks at how zstd's frames are put together, as far as it has to be known before they are decoded: a
 * decoder makes room for whatever window a frame asks for.
 *
 * https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
 */
export class ZstdFrames {
  #state: State = "magic";
  #field: number[] = [];
  #wanted = 4;
  #skipped = 0;
  #descriptor = 0;

  /** Throws where a window is larger than user agents have room for, or something is no frame. */
  take(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#skipped > 0) {
        const step = Math.min(this.#skipped, bytes.length - at);
        this.#skipped -= step;
        at += step;
        continue;
      }
      this.#field.push(bytes[at++]!);
      if (this.#field.length === this.#wanted) this.#advance(this.#field.splice(0));
    }
  }

  #advance(field: readonly number[]): void {
    switch (this.#state) {
      case "magic": {
        const magic = littleEndian(field);
        if (magic === MAGIC) return this.#await("descriptor", 1);
        if (magic - (magic % 16) === SKIPPABLE) return this.#await("skippable", 4);
        throw new Error("no frame begins here");
      }
      case "skippable":
        this.#skipped = littleEndian(field);
        return this.#await("magic", 4);
      case "descriptor": {
        const descriptor = (this.#descriptor = field[0]!);
        const dictionaryId = [0, 1, 2, 4][descriptor & 3]!;
        const hasWindow = !isSingleSegment(descriptor);
        return this.#await("header", (hasWindow ? 1 : 0) + dictionaryId + sizeOfSize(descriptor));
      }
      case "header":
        if (windowSize(this.#descriptor, field) > MAX_WINDOW)
          throw new Error(`a frame asks for a window of more than ${MAX_WINDOW} bytes`);
        return this.#await("block", 3);
      case "block": {
        const header = littleEndian(field);
        const isRepeated = ((header >> 1) & 3) === 1;
        this.#skipped = isRepeated ? 1 : header >> 3;
        if ((header & 1) === 0) return this.#await("block", 3);
        const checksum = (this.#descriptor & 4) === 0 ? 0 : 4;
        this.#skipped += checksum;
        return this.#await("magic", 4);
      }
    }
  }

  #await(state: State, wanted: number): void {
    this.#state = state;
    this.#wanted = wanted;
  }
}

const isSingleSegment = (descriptor: number): boolean => (descriptor & 0x20) !== 0;

/** How many bytes the size of the content takes. */
function sizeOfSize(descriptor: number): number {
  const flag = descriptor >> 6;
  return flag === 0 ? (isSingleSegment(descriptor) ? 1 : 0) : 1 << flag;
}

/** https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1.2 */
function windowSize(descriptor: number, header: readonly number[]): number {
  if (isSingleSegment(descriptor)) {
    const length = sizeOfSize(descriptor);
    const size = littleEndian(header.slice(-length));
    return length === 2 ? size + 256 : size;
  }
  const base = 2 ** (10 + (header[0]! >> 3));
  return base + (base / 8) * (header[0]! & 7);
}

const littleEndian = (bytes: readonly number[]): number =>
  bytes.reduce((sum, byte, place) => sum + byte * 2 ** (8 * place), 0);
