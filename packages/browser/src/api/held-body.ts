import { watchDisturbance } from "./disturbance.ts";
import { copyOfBytes } from "../infrastructure/copy-of-bytes.ts";
import type { EngineProfile } from "../engines/engine.ts";
import type { ScriptRules } from "../engines/rules/script-rules.ts";
import { lockedStream } from "./locked-stream.ts";
import { readStream, type RequestBody } from "../infrastructure/body.ts";
import { shownStream } from "./shown-stream.ts";

/**
 * The body of a `Request`, until a script reads it or it is sent.
 *
 * https://fetch.spec.whatwg.org/#body-mixin
 */
export class HeldBody {
  readonly #body: RequestBody;
  #stream: ReadableStream<Uint8Array> | null = null;
  #isDisturbed: (() => boolean) | null = null;
  #isUsed = false;

  constructor(body: RequestBody) {
    this.#body = body;
    if (body.source === null) this.#show(body.stream);
  }

  get body(): RequestBody {
    return this.#body;
  }

  /** Whether its stream is disturbed. */
  get isUsed(): boolean {
    return this.#isUsed || this.#isDisturbed?.() === true;
  }

  /** https://fetch.spec.whatwg.org/#body-unusable */
  get isUnusable(): boolean {
    return this.isUsed || this.#stream?.locked === true;
  }

  get stream(): ReadableStream<Uint8Array> {
    if (this.#stream !== null) return this.#stream;
    if (this.#isUsed || this.#body.source === null) return (this.#stream = lockedStream());
    return this.#show(streamOf(this.#body.read));
  }

  /** As a script has it; a stream that was given is the script's own. */
  shownIn(engine: EngineProfile): ReadableStream<Uint8Array> {
    return this.#body.source === null ? this.stream : shownStream(this.stream, engine);
  }

  /** For another to send: here it is used by then, and locked. */
  take({ proxiesStreams }: Pick<ScriptRules, "proxiesStreams">): RequestBody {
    this.#requireUsable();
    this.#isUsed = true;
    if (this.#body.source !== null) this.#stream?.getReader();
    else if (proxiesStreams) return { ...this.#body, stream: proxyOf(this.#body.stream) };
    // NB: A stream that was given goes along, and whoever sends it locks it.
    else this.#stream = null;
    return this.#body;
  }

  async read({ shownStaysUnlocked }: Pick<ScriptRules, "shownStaysUnlocked">): Promise<Uint8Array> {
    this.#requireUsable();
    this.#isUsed = true;
    if (this.#body.source !== null && (this.#stream === null || shownStaysUnlocked))
      return this.#body.read();
    return readStream(this.stream);
  }

  /** Two of which each can be read once. */
  tee(): readonly [HeldBody, HeldBody] {
    this.#requireUsable();
    if (this.#body.source !== null) {
      const own = new HeldBody(this.#body);
      if (this.#stream !== null) {
        this.#stream.getReader();
        // "Set body's stream to out1."
        own.#show(streamOf(this.#body.read));
      }
      return [own, new HeldBody(this.#body)];
    }
    const [one, other] = this.#body.stream.tee();
    return [
      new HeldBody({ source: null, length: null, stream: one }),
      new HeldBody({ source: null, length: null, stream: other }),
    ];
  }

  #show(stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    this.#isDisturbed = watchDisturbance(stream);
    return (this.#stream = stream);
  }

  #requireUsable(): void {
    if (this.isUnusable) throw new TypeError("The body has been read already");
  }
}

/** https://streams.spec.whatwg.org/#readablestream-create-a-proxy */
function proxyOf(stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  // 1. Let identityTransform be the result of creating an identity TransformStream.
  // 2. Return the result of stream piped through identityTransform.
  return stream.pipeThrough(new TransformStream<Uint8Array, Uint8Array>());
}

function streamOf(read: () => Uint8Array | Promise<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = await read();
        if (bytes.length > 0) controller.enqueue(copyOfBytes(bytes));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
