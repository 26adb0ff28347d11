/**
 * A stream that tells whenever somebody asks it for something. Its source hears of that a moment later, and of
 * nothing once it has broken off or come to its end, while a body counts as used from then on.
 *
 * https://streams.spec.whatwg.org/#is-readable-stream-disturbed
 */
export class WatchedStream extends ReadableStream<Uint8Array> {
  readonly #onAsked: () => void;

  constructor(source: UnderlyingDefaultSource | UnderlyingByteSource, onAsked: () => void) {
    super(source as UnderlyingDefaultSource<Uint8Array>, { highWaterMark: 0 });
    this.#onAsked = onAsked;
  }

  override cancel(reason?: unknown): Promise<void> {
    if (!this.locked) this.#onAsked();
    return super.cancel(reason);
  }

  override getReader(options: { mode: "byob" }): ReadableStreamBYOBReader;
  override getReader(): ReadableStreamDefaultReader<Uint8Array>;
  override getReader(options?: ReadableStreamGetReaderOptions): ReadableStreamReader<Uint8Array>;
  override getReader(options?: ReadableStreamGetReaderOptions): ReadableStreamReader<Uint8Array> {
    const reader = super.getReader(options);
    this.#watch(reader, "read");
    this.#watch(reader, "cancel");
    return reader;
  }

  override pipeThrough<T>(
    transform: ReadableWritablePair<T, Uint8Array>,
    options?: StreamPipeOptions,
  ): ReadableStream<T> {
    const piped = super.pipeThrough(transform, options);
    this.#onAsked();
    return piped;
  }

  override pipeTo(
    destination: WritableStream<Uint8Array>,
    options?: StreamPipeOptions,
  ): Promise<void> {
    if (!this.locked) this.#onAsked();
    return super.pipeTo(destination, options);
  }

  override tee(): [ReadableStream<Uint8Array>, ReadableStream<Uint8Array>] {
    const branches = super.tee();
    for (const branch of branches) {
      const getReader = branch.getReader.bind(branch) as (
        options?: ReadableStreamGetReaderOptions,
      ) => ReadableStreamReader<Uint8Array>;
      const value: typeof getReader = (options) => {
        const reader = getReader(options);
        this.#watch(reader, "read");
        return reader;
      };
      Object.defineProperty(branch, "getReader", { value, configurable: true, writable: true });
    }
    return branches;
  }

  override values(
    options?: ReadableStreamIteratorOptions,
  ): ReadableStreamAsyncIterator<Uint8Array> {
    const iterator = super.values(options);
    this.#watch(iterator, "next");
    return iterator;
  }

  override [Symbol.asyncIterator](
    options?: ReadableStreamIteratorOptions,
  ): ReadableStreamAsyncIterator<Uint8Array> {
    return this.values(options);
  }

  #watch<Name extends string>(one: Readonly<Record<Name, unknown>>, name: Name): void {
    const method = one[name] as (...values: unknown[]) => unknown;
    const value = (...values: unknown[]): unknown => {
      // NB: What has let go of its stream asks nothing of it.
      if (this.locked) this.#onAsked();
      return Reflect.apply(method, one, values);
    };
    Object.defineProperty(one, name, { value, configurable: true, writable: true });
  }
}
