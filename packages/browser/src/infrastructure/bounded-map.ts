/** A map that drops its oldest keys once it holds too many. */
export class BoundedMap<Value> {
  readonly #values: Map<string, Value> = new Map();
  readonly #maxKeys: number;

  constructor(maxKeys: number) {
    this.#maxKeys = maxKeys;
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  entries(): IterableIterator<[key: string, value: Value]> {
    return this.#values.entries();
  }

  values(): IterableIterator<Value> {
    return this.#values.values();
  }

  /** Makes the key the newest. */
  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#maxKeys) return;
    const oldest = this.#values.keys().next();
    if (oldest.done !== true) this.#values.delete(oldest.value);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }
}
