import type { LoadKind } from "@crosswalk/browser";
import type { PageSource } from "./page-source.ts";
import type { ScriptTexts } from "./script-transport.ts";
import { callHandler, eventOf } from "./events.ts";
import type { Scope, WindowView } from "./scope.ts";

export interface OpenedFrame {
  readonly frame: Scope;
  readonly loaded: Promise<void>;
}

/** What elements of a document need beside it. */
export interface ElementContext {
  readonly scope: Scope;
  /** Opens a frame of the document. Whoever awaits it has it loaded. */
  readonly openFrame: (src: string, sandboxed: boolean) => OpenedFrame;
  readonly scriptTexts: ScriptTexts;
  readonly run: (source: string, name: string) => void;
}

const loadKinds: ReadonlyMap<string, LoadKind> = new Map([
  ["audio", "audio"],
  ["img", "image"],
  ["script", "script"],
]);

/** As much of an element as tests of loading ask for: it loads by the engine, and fires what came of it. */
class FakeElement extends EventTarget {
  readonly localName: string;
  readonly #context: ElementContext;
  parentElement: FakeElement | null = null;
  id = "";
  src = "";
  crossOrigin: string | null = null;
  sandboxed = false;
  contentWindow: WindowView | null = null;
  access: "readable" | "opaque" | null = null;
  #frame: Scope | null = null;

  constructor(localName: string, context: ElementContext) {
    super();
    this.localName = localName;
    this.#context = context;
  }

  appendChild(child: FakeElement): FakeElement {
    child.parentElement = this;
    child.load();
    return child;
  }

  removeChild(child: FakeElement): FakeElement {
    child.remove();
    return child;
  }

  remove(): void {
    this.parentElement = null;
    if (this.#frame === null) return;
    this.#context.scope.children.delete(this.#frame);
    this.#frame.unload();
    this.#frame = null;
    this.contentWindow = null;
  }

  load(): void {
    const { scope, openFrame } = this.#context;
    if (this.localName === "iframe") {
      const { frame, loaded } = openFrame(this.src, this.sandboxed);
      this.#frame = frame;
      scope.children.add(frame);
      this.contentWindow = frame.viewFrom(scope);
      void loaded.then(() => this.#fire("load"));
      return;
    }
    const kind = loadKinds.get(this.localName);
    if (kind !== undefined) void this.#loadBy(kind);
  }

  async #loadBy(kind: LoadKind): Promise<void> {
    const { scope, run, scriptTexts } = this.#context;
    const src = new URL(this.src, scope.url).href;
    const attributes = this.crossOrigin === null ? {} : { crossorigin: this.crossOrigin };
    if (kind === "script") scriptTexts.keep(src);
    const outcome = await scope.page.load(kind, src, attributes);
    this.access = outcome.access;
    const isLoaded = outcome.result === "load" || outcome.result === "loadedmetadata";
    if (isLoaded && kind === "script") run(scriptTexts.get(src), src);
    if (isLoaded && kind === "audio") this.#fire("progress");
    this.#fire(isLoaded ? "load" : "error");
  }

  #fire(type: string): void {
    const event = eventOf(type);
    this.dispatchEvent(event);
    callHandler(this, event);
  }

  /** Of a canvas. */
  getContext(): { drawImage(image: FakeElement): void; getImageData(): object } {
    let isOriginClean = true;
    return {
      drawImage: ({ access }) => {
        if (access === "opaque") isOriginClean = false;
      },
      getImageData: () => {
        if (!isOriginClean) throw new DOMException("The canvas is tainted", "SecurityError");
        return {};
      },
    };
  }
}

/** `document`, and `Image`, with the elements that stand in the markup. */
export function documentOf(
  context: ElementContext,
  { frames, others }: Pick<PageSource, "frames" | "others">,
): { readonly globals: Record<string, unknown>; readonly start: () => Promise<void> } {
  const { url } = context.scope;
  const body = new FakeElement("body", context);
  const create = (name: string): FakeElement => new FakeElement(name, context);
  const standing = new Map<string, FakeElement>();
  const elements = frames.map(({ id, src, sandboxed }) => {
    const element = Object.assign(create("iframe"), { id, src, sandboxed });
    standing.set(id, element);
    return element;
  });
  for (const { localName, id } of others) standing.set(id, create(localName));
  const document = {
    title: "",
    URL: url.href,
    location: url,
    domain: url.hostname,
    cookie: "",
    readyState: "complete",
    referrer: "",
    characterSet: "UTF-8",
    body,
    createElement: create,
    getElementById: (id: string) => standing.get(id) ?? null,
    getElementsByTagName: () => [],
    querySelector: () => null,
    querySelectorAll: () => [],
    addEventListener: () => undefined,
  };
  class Image extends FakeElement {
    constructor() {
      super("img", context);
      // It loads as soon as it has an address, and handlers are set after that.
      setTimeout(() => this.load());
    }
  }
  const start = async (): Promise<void> => {
    await Promise.all(
      elements.map(
        (element) =>
          new Promise((resolve) => {
            element.addEventListener("load", resolve);
            body.appendChild(element);
          }),
      ),
    );
  };
  // https://html.spec.whatwg.org/#named-access-on-the-window-object
  return { globals: { ...Object.fromEntries(standing), document, Image }, start };
}
