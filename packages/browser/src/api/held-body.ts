import { readStream, type RequestBody } from "../infrastructure/body.ts";

/**
 * The body of a `Request`, until a script reads it or it is sent.
 *
 * https://fetch.spec.whatwg.org/#body-mixin
 */
export class HeldBody {
  readonly #body: RequestBody;
  #stream: ReadableStream<Uint8Array> | null;
  #isUsed = false;

  constructor(body: RequestBody) {
    this.#body = body;
    this.#stream = body.source === null ? body.stream : null;
  }

  get body(): RequestBody {
    return this.#body;
  }

  /** Whether its stream is disturbed. */
  get isUsed(): boolean {
    // NB: Of a stream that a script gave and holds locked, nobody is told whether it was read.
    return this.#isUsed || (this.#body.source === null && isDisturbed(this.#body.stream));
  }

  /** https://fetch.spec.whatwg.org/#body-unusable */
  get isUnusable(): boolean {
    return this.isUsed || this.#stream?.locked === true;
  }

  get stream(): ReadableStream<Uint8Array> {
    if (this.#body.source === null) return this.#body.stream;
    return (this.#stream ??= streamOf(this.#body.read, () => {
      this.#isUsed = true;
    }));
  }

  /** For another to send: here it is used by then, and locked. */
  take(): RequestBody {
    this.#requireUsable();
    this.#isUsed = true;
    // NB: A stream that was given goes along, and whoever sends it locks it.
    if (this.#body.source !== null) this.#stream?.getReader();
    return this.#body;
  }

  async read(): Promise<Uint8Array> {
    this.#requireUsable();
    this.#isUsed = true;
    if (this.#body.source !== null && this.#stream === null) return this.#body.read();
    return readStream(this.stream);
  }

  /** Two of which each can be read once. */
  tee(): readonly [HeldBody, HeldBody] {
    this.#requireUsable();
    if (this.#body.source !== null) {
      this.#stream?.getReader();
      return [new HeldBody(this.#body), new HeldBody(this.#body)];
    }
    const [one, other] = this.#body.stream.tee();
    return [
      new HeldBody({ source: null, length: null, stream: one }),
      new HeldBody({ source: null, length: null, stream: other }),
    ];
  }

  #requireUsable(): void {
    if (this.isUnusable) throw new TypeError("The body has been read already");
  }
}

/** Whether anything of it has been read: no platform tells that outright, but none takes it then. */
export function isDisturbed(stream: ReadableStream): boolean {
  if (stream.locked) return false;
  try {
    void new Response(stream);
    return false;
  } catch {
    return true;
  }
}

function streamOf(
  read: () => Uint8Array | Promise<Uint8Array>,
  onRead: () => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        onRead();
        const bytes = await read();
        if (bytes.length > 0) controller.enqueue(bytes.slice());
        controller.close();
      },
      cancel: onRead,
    },
    { highWaterMark: 0 },
  );
}
