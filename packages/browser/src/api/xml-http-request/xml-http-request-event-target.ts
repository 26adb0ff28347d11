// Under other names than the DOM's: a server's tsconfig.json has no such types.
type AddParameters = Parameters<EventTarget["addEventListener"]>;
type RemoveParameters = Parameters<EventTarget["removeEventListener"]>;

type Handler = (this: unknown, event: Event) => unknown;

interface Listener {
  readonly callback: unknown;
  readonly isCapture: boolean;
  readonly isOnce: boolean;
}

/** https://xhr.spec.whatwg.org/#xmlhttprequesteventtarget */
export class XmlHttpRequestEventTarget extends EventTarget {
  readonly #handlers: Map<string, Handler> = new Map();
  readonly #listeners: Map<string, readonly Listener[]> = new Map();

  /** Whether anything listens: an upload object's listeners force a preflight. */
  get hasListeners(): boolean {
    return this.#handlers.size > 0 || this.#listeners.size > 0;
  }

  listensTo(type: string): boolean {
    return this.#handlers.has(type) || this.#listeners.has(type);
  }

  // The platform doesn't tell who listens, so the list is kept once more.
  override addEventListener(
    type: string,
    callback: AddParameters[1],
    options?: AddParameters[2],
  ): void {
    if (callback === null) return;
    super.addEventListener(type, callback, options);
    const {
      capture = false,
      once = false,
      signal,
    } = typeof options === "object" ? options : { capture: options === true };
    if (signal?.aborted === true || this.#find(type, callback, capture)) return;
    const listener = { callback, isCapture: capture, isOnce: once };
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
    signal?.addEventListener("abort", () => this.#keep(type, (other) => other !== listener), {
      once: true,
    });
  }

  override removeEventListener(
    type: string,
    callback: RemoveParameters[1],
    options?: RemoveParameters[2],
  ): void {
    super.removeEventListener(type, callback, options);
    const isCapture = typeof options === "object" ? options.capture === true : options === true;
    this.#keep(type, (other) => other.callback !== callback || other.isCapture !== isCapture);
  }

  override dispatchEvent(event: Event): boolean {
    this.#keep(event.type, ({ isOnce }) => !isOnce);
    return super.dispatchEvent(event);
  }

  #find(type: string, callback: unknown, isCapture: boolean): boolean {
    const listeners = this.#listeners.get(type) ?? [];
    return listeners.some((other) => other.callback === callback && other.isCapture === isCapture);
  }

  #keep(type: string, isKept: (listener: Listener) => boolean): void {
    const kept = (this.#listeners.get(type) ?? []).filter(isKept);
    if (kept.length === 0) this.#listeners.delete(type);
    else this.#listeners.set(type, kept);
  }

  protected handler(type: string): Handler | null {
    return this.#handlers.get(type) ?? null;
  }

  /** A handler that replaces another takes its turn among the listeners. */
  protected setHandler(type: string, handler: unknown): void {
    if (typeof handler !== "function") {
      if (this.#handlers.delete(type)) super.removeEventListener(type, this.#callHandler);
      return;
    }
    const isFirst = !this.#handlers.has(type);
    this.#handlers.set(type, handler as Handler);
    if (isFirst) super.addEventListener(type, this.#callHandler);
  }

  readonly #callHandler = (event: Event): void => {
    this.#handlers.get(event.type)?.call(this, event);
  };

  get onloadstart(): Handler | null {
    return this.handler("loadstart");
  }

  set onloadstart(handler: unknown) {
    this.setHandler("loadstart", handler);
  }

  get onprogress(): Handler | null {
    return this.handler("progress");
  }

  set onprogress(handler: unknown) {
    this.setHandler("progress", handler);
  }

  get onabort(): Handler | null {
    return this.handler("abort");
  }

  set onabort(handler: unknown) {
    this.setHandler("abort", handler);
  }

  get onerror(): Handler | null {
    return this.handler("error");
  }

  set onerror(handler: unknown) {
    this.setHandler("error", handler);
  }

  get onload(): Handler | null {
    return this.handler("load");
  }

  set onload(handler: unknown) {
    this.setHandler("load", handler);
  }

  get ontimeout(): Handler | null {
    return this.handler("timeout");
  }

  set ontimeout(handler: unknown) {
    this.setHandler("timeout", handler);
  }

  get onloadend(): Handler | null {
    return this.handler("loadend");
  }

  set onloadend(handler: unknown) {
    this.setHandler("loadend", handler);
  }
}
