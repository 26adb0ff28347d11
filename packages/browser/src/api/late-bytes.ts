import type { RequestBody } from "../infrastructure/body.ts";

/**
 * The body of a platform's `Request`, to be sent as the bytes it was made of: it shows as a stream whatever
 * it was made of, and as a stream it would be sent otherwise, or not at all.
 */
export class LateBytes implements Extract<RequestBody, { source: "bytes" }> {
  readonly source = "bytes";
  readonly #request: Request;
  #reading: Promise<Uint8Array> | null = null;
  #length = 0;

  constructor(request: Request) {
    this.#request = request;
  }

  /** Known once it has been read, which is waited for before it is sent. */
  get length(): number {
    return this.#length;
  }

  /** The platform's has none to give from then on. */
  readonly read = (): Promise<Uint8Array> => (this.#reading ??= this.#read());

  async #read(): Promise<Uint8Array> {
    const bytes = new Uint8Array(await this.#request.arrayBuffer());
    this.#length = bytes.length;
    return bytes;
  }
}
