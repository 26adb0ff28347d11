import type { EngineProfile } from "../engines/engine.ts";

const prototypes = new WeakMap<EngineProfile, object>();

/** A body's stream as a script has it: the platform's, without what the engine's streams lack. */
export function shownStream<T>(
  stream: ReadableStream<T>,
  engine: EngineProfile,
): ReadableStream<T> {
  if (engine.scripts.bodyIsByteStream && engine.scripts.bodyIsIterable) return stream;
  let prototype = prototypes.get(engine);
  if (prototype === undefined) prototypes.set(engine, (prototype = prototypeOf(engine)));
  return Object.setPrototypeOf(stream, prototype) as ReadableStream<T>;
}

function prototypeOf(engine: EngineProfile): object {
  const { bodyIsByteStream, bodyIsIterable } = engine.scripts;
  const { getReader, tee, [Symbol.asyncIterator]: iterate } = ReadableStream.prototype;
  return Object.create(ReadableStream.prototype, {
    ...(bodyIsIterable
      ? {}
      : {
          values: { value: undefined },
          [Symbol.asyncIterator]: {
            get: () => (isAskedByNode() ? iterate : undefined),
          },
        }),
    getReader: {
      value(this: ReadableStream, options?: ReadableStreamGetReaderOptions) {
        // NB: It counts before anybody looks whether the stream is locked.
        if (options?.mode === "byob" && !bodyIsByteStream)
          throw new TypeError(engine.messages.misuse.body.notByteStream);
        return getReader.call(this, options as undefined);
      },
    },
    tee: {
      value(this: ReadableStream) {
        return tee.call(this).map((half: ReadableStream) => shownStream(half, engine));
      },
    },
  }) as object;
}

/**
 * Whether Node.js asks, whose own `fetch` and `stream/consumers` iterate what they are given, and no script. NB: Nothing
 * but the place of its code tells the one from the other.
 */
function isAskedByNode(): boolean {
  // "Error", here, the getter, and who has come to that.
  const caller = new Error().stack?.split("\n")[3] ?? "";
  return /\bnode:/.test(caller);
}
