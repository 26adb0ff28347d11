import type { Browser, Page } from "@crosswalk/browser";
import { callHandler, eventOf } from "./events.ts";
import { FileReader } from "./file-reader.ts";
import { withSynchronousRequests } from "./synchronous-requests.ts";

/** What one window sees of another. */
export interface WindowView {
  postMessage(data: unknown, target?: unknown): void;
  addEventListener: EventTarget["addEventListener"];
  readonly fetch: Page["fetch"];
  close(): void;
}

/** A window or a worker: what its scripts find among their globals, and the events that it hears. */
export class Scope {
  readonly page: Page;
  readonly url: URL;
  /** The global object of its scripts. */
  readonly global: Record<string, unknown>;
  readonly #events = new EventTarget();
  readonly #userAgent: string;
  /** Those that end with it. */
  readonly children: Set<Scope> = new Set();

  constructor({ engine }: Browser, page: Page, url: URL, global: Record<string, unknown>) {
    this.page = page;
    this.url = url;
    this.global = global;
    this.#userAgent = engine.userAgent;
  }

  /** Those that windows and workers both have. */
  globals(sandboxed = false): Record<string, unknown> {
    const { page, url } = this;
    const events = this.#events;
    return {
      self: this.global,
      location: url,
      origin: page.origin,
      isSecureContext: page.client.isSecureContext,
      URL: page.URL,
      fetch: page.fetch,
      FileReader,
      Request: page.Request,
      XMLHttpRequest: withSynchronousRequests(page, { sandboxed }),
      XMLHttpRequestUpload: interfaceNamed("XMLHttpRequestUpload"),
      ProgressEvent: interfaceNamed("ProgressEvent"),
      navigator: { userAgent: this.#userAgent },
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
      dispatchEvent: events.dispatchEvent.bind(events),
    };
  }

  take(globals: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(globals))
      Object.defineProperty(this.global, name, { value, writable: true, configurable: true });
  }

  /** Fires an event at it, for listeners and for the handler that is named after it. */
  fire(type: string, members: Record<string, unknown> = {}): void {
    const event = eventOf(type, members);
    this.#events.dispatchEvent(event);
    callHandler(this.global, event);
  }

  /** Messages come later, as copies, from whom the viewer is. */
  viewFrom(viewer: Scope): WindowView {
    return {
      postMessage: (data) => {
        const copy = structuredClone(data);
        const members = () => ({ origin: viewer.page.origin, source: viewer.viewFrom(this) });
        setTimeout(() => this.fire("message", { data: copy, ...members() }));
      },
      addEventListener: this.#events.addEventListener.bind(this.#events),
      fetch: this.page.fetch,
      close: () => this.unload(),
    };
  }

  /** NB: What it fetches goes on: the engine has no end of documents, so all of it is as if kept alive. */
  unload(): void {
    for (const child of this.children) child.unload();
    this.children.clear();
    this.fire("unload");
  }
}

/** A class that is there for `instanceof` alone. */
const interfaceNamed = (name: string): object => ({
  [Symbol.hasInstance]: (value: unknown) =>
    Object.prototype.toString.call(value) === `[object ${name}]`,
  prototype: {},
});
