/** A request as it came: nothing is lower-cased, joined or dropped. */
export interface ReceivedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Reads requests from a connection's bytes. Browsers are its only clients, so it is strict and short. */
export class RequestReader {
  #pending: Buffer = Buffer.alloc(0);
  #head: Omit<ReceivedRequest, "body"> | null = null;
  #chunks: Buffer[] | null = null;
  #length = 0;

  /** Returns the requests that these bytes complete. */
  push(bytes: Buffer): ReceivedRequest[] {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const requests: ReceivedRequest[] = [];
    for (;;) {
      if (this.#head === null && !this.#readHead()) return requests;
      const body = this.#chunks === null ? this.#readSized() : this.#readChunked();
      if (body === null) return requests;
      requests.push({ ...this.#head!, body });
      this.#head = null;
      this.#chunks = null;
    }
  }

  #readHead(): boolean {
    const end = this.#pending.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const [first, ...lines] = this.#pending.toString("latin1", 0, end).split("\r\n");
    this.#pending = this.#pending.subarray(end + 4);
    const [method, target] = first!.split(" ");
    const headers = lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, "")] as const;
    });
    this.#head = { method: method!, target: target ?? "", headers };
    this.#length = 0;
    for (const [name, value] of headers) {
      if (/^content-length$/i.test(name)) this.#length = Number(value);
      if (/^transfer-encoding$/i.test(name)) this.#chunks = [];
    }
    return true;
  }

  #readSized(): Buffer | null {
    if (this.#pending.length < this.#length) return null;
    const body = this.#pending.subarray(0, this.#length);
    this.#pending = this.#pending.subarray(this.#length);
    return body;
  }

  #readChunked(): Buffer | null {
    for (;;) {
      const line = this.#pending.indexOf("\r\n");
      if (line < 0) return null;
      const size = Number.parseInt(this.#pending.toString("latin1", 0, line), 16);
      // What is no size is never whole.
      if (!(size >= 0) || this.#pending.length < line + 2 + size + 2) return null;
      if (size > 0) this.#chunks!.push(this.#pending.subarray(line + 2, line + 2 + size));
      this.#pending = this.#pending.subarray(line + 2 + size + 2);
      if (size === 0) return Buffer.concat(this.#chunks!);
    }
  }
}
