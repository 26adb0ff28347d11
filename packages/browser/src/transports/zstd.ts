import { Decompress, type ZstdError, ZstdErrorCode } from "fzstd";
import type { Decompressor } from "./decompressor.ts";
import { ZstdFrames } from "./zstd-frames.ts";

// What repeats one byte stands for 128 KiB in four bytes: no more is asked for at once than fits into some megabytes.
const PIECE = 256;

/** https://www.rfc-editor.org/rfc/rfc8878; not every Node.js has a decoder of its own. */
export function zstdDecompressor(): Decompressor {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(new Decoder());
  const writer = writable.getWriter();
  return {
    readable,
    writable: new WritableStream<Uint8Array>({
      async write(bytes) {
        for (let start = 0; start < bytes.length; start += PIECE) {
          await writer.ready;
          await writer.write(bytes.subarray(start, start + PIECE));
        }
      },
      close: () => writer.close(),
      abort: (reason) => writer.abort(reason),
    }),
    failsAtEnd: false,
  };
}

type Controller = TransformStreamDefaultController<Uint8Array>;

class Decoder implements Transformer<Uint8Array, Uint8Array> {
  readonly #frames = new ZstdFrames();
  readonly #decoder = new Decompress();

  transform(bytes: Uint8Array, controller: Controller): void {
    this.#frames.take(bytes);
    this.#push(bytes, false, controller);
  }

  /** A frame of a few bytes is looked at only now. Browsers are content with as much as there is. */
  flush(controller: Controller): void {
    try {
      this.#push(new Uint8Array(0), true, controller);
    } catch (error) {
      if ((error as ZstdError).code !== ZstdErrorCode.UnexpectedEOF) throw error;
    }
  }

  #push(bytes: Uint8Array, isLast: boolean, controller: Controller): void {
    this.#decoder.ondata = (decoded) => {
      if (decoded.length > 0) controller.enqueue(decoded);
    };
    this.#decoder.push(bytes, isLast);
  }
}
