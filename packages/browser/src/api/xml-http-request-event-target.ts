type Handler = ((event: Event) => void) | null;

/** https://xhr.spec.whatwg.org/#xmlhttprequesteventtarget */
export class XmlHttpRequestEventTarget extends EventTarget {
  readonly #handlers: Map<string, NonNullable<Handler>> = new Map();
  readonly #listeners: Map<string, Set<unknown>> = new Map();

  /** Whether anything listens: an upload object's listeners force a preflight. */
  get hasListeners(): boolean {
    return this.#handlers.size > 0 || [...this.#listeners.values()].some(({ size }) => size > 0);
  }

  override addEventListener(
    type: string,
    callback: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void {
    super.addEventListener(type, callback, options);
    if (callback === null) return;
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(callback));
  }

  override removeEventListener(
    type: string,
    callback: EventListenerOrEventListenerObject | null,
    options?: EventListenerOptions | boolean,
  ): void {
    super.removeEventListener(type, callback, options);
    this.#listeners.get(type)?.delete(callback);
  }

  protected handler(type: string): Handler {
    return this.#handlers.get(type) ?? null;
  }

  protected setHandler(type: string, handler: unknown): void {
    const previous = this.#handlers.get(type);
    if (previous !== undefined) super.removeEventListener(type, previous);
    this.#handlers.delete(type);
    if (typeof handler !== "function") return;
    const bound = handler.bind(this) as NonNullable<Handler>;
    this.#handlers.set(type, bound);
    super.addEventListener(type, bound);
  }

  get onloadstart(): Handler { return this.handler("loadstart"); }
  set onloadstart(handler: unknown) { this.setHandler("loadstart", handler); }
  get onprogress(): Handler { return this.handler("progress"); }
  set onprogress(handler: unknown) { this.setHandler("progress", handler); }
  get onabort(): Handler { return this.handler("abort"); }
  set onabort(handler: unknown) { this.setHandler("abort", handler); }
  get onerror(): Handler { return this.handler("error"); }
  set onerror(handler: unknown) { this.setHandler("error", handler); }
  get onload(): Handler { return this.handler("load"); }
  set onload(handler: unknown) { this.setHandler("load", handler); }
  get ontimeout(): Handler { return this.handler("timeout"); }
  set ontimeout(handler: unknown) { this.setHandler("timeout", handler); }
  get onloadend(): Handler { return this.handler("loadend"); }
  set onloadend(handler: unknown) { this.setHandler("loadend", handler); }
}

/** https://xhr.spec.whatwg.org/#xmlhttprequestupload */
export class XmlHttpRequestUpload extends XmlHttpRequestEventTarget {}
