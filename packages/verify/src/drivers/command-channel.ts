/** A message as it came: the protocols' own types are longer than their use here. */
export type Parsed = ReturnType<typeof JSON.parse>;

/** Commands with ids and their answers, as CDP and WebDriver BiDi both have them. */
export class CommandChannel {
  #nextId = 1;
  #end: Error | null = null;
  readonly #waiting = new Map<
    number,
    { resolve(value: unknown): void; reject(reason: Error): void }
  >();
  readonly #send: (text: string) => void;
  readonly #onEvent: (method: string, parameters: Record<string, unknown>) => void;

  constructor(
    send: (text: string) => void,
    onEvent: (method: string, parameters: Record<string, unknown>) => void,
  ) {
    this.#send = send;
    this.#onEvent = onEvent;
  }

  command(method: string, params: object, extra: object = {}): Promise<Parsed> {
    if (this.#end !== null) return Promise.reject(this.#end);
    const id = this.#nextId++;
    const answer = new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send(JSON.stringify({ id, method, params, ...extra }));
    });
    // A browser that ends fails what nobody waits for any more, too.
    answer.catch(() => {});
    return answer;
  }

  receive(text: string): void {
    const message = JSON.parse(text);
    if (message.id === undefined || message.id === null) {
      if (message.method !== undefined) this.#onEvent(message.method, message.params);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) waiting?.resolve(message.result);
    else waiting?.reject(new Error(`${JSON.stringify(message.error)} ${message.message ?? ""}`));
  }

  /** What is asked from now on fails as well. */
  end(reason: Error): void {
    this.#end = reason;
    this.fail(reason);
  }

  /** Fails what is waited for. */
  fail(reason: Error): void {
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
