import { checkLoad } from "./api/elements/check-load.ts";
import type { LoadAttributes, LoadContext, LoadOutcome } from "./api/elements/load.ts";
import { loadLinks } from "./api/elements/load-links.ts";
import { pageLoad } from "./api/elements/page-load.ts";
import { KeptPreloads } from "./api/elements/preloaded.ts";
import type { FailureCause } from "./api/failure-cause.ts";
import { pageFetch } from "./api/page-fetch.ts";
import { PagePerformance } from "./api/page-performance.ts";
import { type PageUrl, pageUrlClass } from "./api/page-url.ts";
import { pageRequestClass } from "./api/page-request-class.ts";
import { printAs } from "./api/print-as.ts";
import { PageXmlHttpRequest } from "./api/xml-http-request/xml-http-request.ts";
import { checkPage } from "./check-page-options.ts";
import type { FetchInit } from "./api/fetch-init.ts";
import type { UserAgent } from "./fetching/user-agent.ts";
import { ArgumentCheck } from "./infrastructure/argument-check.ts";
import type { Client } from "./infrastructure/client.ts";
import { systemClock } from "./infrastructure/clock.ts";
import type { ConsoleListener } from "./infrastructure/console-line.ts";
import type { LoadKind } from "./infrastructure/load-kind.ts";
import type { ReferrerPolicy } from "./infrastructure/referrer-policy.ts";
import { isHttpScheme } from "./infrastructure/url.ts";
import type { Trace, TraceEvent } from "./trace.ts";
import { clientOf, tellOfSandbox } from "./page-client.ts";

export type { FailureCause };

/** What a document is, beside its URL. */
export interface PageOptions {
  /**
   * Whether the document's origin is opaque, or the Content-Security-Policy that sandboxes it: under
   * that, it is opaque without `allow-same-origin`.
   */
  readonly sandboxed?: boolean | `sandbox${string}`;
  /** The page that holds this one in a frame. */
  readonly parent?: Page;
  /** The document's own; browsers start from `strict-origin-when-cross-origin`. */
  readonly referrerPolicy?: ReferrerPolicy;
  /**
   * Whether the document came with `Content-Security-Policy: upgrade-insecure-requests`: what is written
   * http: is then asked for over https:, by its frames too.
   */
  readonly upgradeInsecureRequests?: boolean;
  /**
   * Whether the document came with `Cache-Control: no-store`: over HTTP, Firefox then keeps its pictures
   * apart from what else it has stored.
   */
  readonly noStore?: boolean;
  /** Hears what the browser prints on the page's console; a frame's lines go to the page that holds it if left out. */
  readonly onConsole?: ConsoleListener;
}

/** `Request`, as a page's script has it. */
export type PageRequest = new (input: string | URL | Request, init?: FetchInit) => Request;

/** What a page is and holds, whichever of its scripts acts. */
interface PageState {
  readonly agent: UserAgent;
  readonly url: string;
  readonly client: Client;
  /** What it has loaded or is loading, and may not ask for again. */
  readonly loads: Map<string, Promise<LoadOutcome>>;
  readonly preloads: KeptPreloads;
}

/** Opens a page without loading it. */
export function openPage(agent: UserAgent, address: string | URL, options: PageOptions = {}): Page {
  checkPage(address, options, isPageOf(agent, options?.parent));
  const url = new URL(address);
  const { engine, transport } = agent;
  const loads: PageState["loads"] = new Map();
  const preloads = new KeptPreloads();
  const client: Client = {
    ...clientOf(url, options, agent),
    loadLinks: engine.elements.preload.byAnyResponse
      ? (header, trail) => loadLinks(loadContextOf(state, null), header, trail)
      : null,
  };
  const state: PageState = { agent, url: url.href, client, loads, preloads };
  tellOfSandbox(state.url, options, client, engine);
  const pool = engine.connectionsByCredentials ? "credentialed" : undefined;
  if (engine.loadsPages && isHttpScheme(url)) transport.pageLoaded?.(url, pool);
  return pageOf(state, null);
}

/** What only this file makes and looks into, for the types of the class tell everyone of all that its constructor takes. */
let pageOf: (state: PageState, trace: Trace | null) => Page;
let isPageOf: (agent: UserAgent, page: unknown) => boolean;

const loadContextOf = (
  { client, agent, loads, preloads }: PageState,
  trace: Trace | null,
): LoadContext => ({
  client,
  agent,
  trace,
  loads,
  preloads,
  linkTrail: null,
  startedAt: systemClock.now(),
});

/** A document, as far as its requests go. `browser.open(url)` makes one. */
export class Page {
  readonly url: string;
  /** What its requests go by, as the standard's environment settings object has it. */
  readonly client: Client;
  readonly #state: PageState;
  readonly #trace: Trace | null;
  #urlClass: PageUrl | null = null;
  #requestClass: PageRequest | null = null;
  #performance: PagePerformance | null = null;
  #xmlHttpRequest: (new () => PageXmlHttpRequest) | null = null;

  static {
    pageOf = (state, trace) => new Page(state, trace);
    isPageOf = (agent, page) => page instanceof Page && page.#state.agent === agent;
  }

  private constructor(state: PageState, trace: Trace | null) {
    this.url = state.url;
    this.client = state.client;
    this.#state = state;
    this.#trace = trace;
  }

  /** As serialized: `null` where it is opaque. */
  get origin(): string {
    return this.client.origin.serialization;
  }

  /**
   * `fetch` as a script of this page calls it. It rejects as that browser's does; a `TypeError` then has a
   * `cause`, which is a `FailureCause`.
   *
   * https://fetch.spec.whatwg.org/#dom-global-fetch
   */
  readonly fetch = (
    ...given: [input: string | URL | Request, init?: FetchInit]
  ): Promise<Response> => {
    const [input, init] = given;
    const { messages } = this.#state.agent.engine;
    if ((given.length as number) === 0)
      return Promise.reject(new TypeError(messages.misuse.noArgument()));
    // The class has every member of the platform's, though it is not the platform's.
    return pageFetch(
      this.client,
      this.#state.agent,
      input,
      init ?? {},
      this.#trace,
    ) as unknown as Promise<Response>;
  };

  /**
   * `Request` as scripts of this page have it. The platform's own can be fetched as well, with the bytes
   * of its body, but takes less from a page: no-cors headers, blob: URLs, referrers.
   */
  get Request(): PageRequest {
    // The class has every member of the platform's, though it is not the platform's.
    return (this.#requestClass ??= pageRequestClass(
      this.client,
      this.#state.agent.engine,
    ) as unknown as PageRequest);
  }

  /** A class of which each instance belongs to this page. */
  get XMLHttpRequest(): new () => PageXmlHttpRequest {
    const { client } = this;
    const agent = this.#state.agent;
    const trace = this.#trace;
    return (this.#xmlHttpRequest ??= class XMLHttpRequest extends PageXmlHttpRequest {
      constructor() {
        super({ client, agent, trace });
      }
    });
  }

  /**
   * The URLs that it makes for Blobs are loaded by pages of this one's origin, in the same browser; those
   * of the global `URL.createObjectURL` belong to no page.
   */
  get URL(): PageUrl {
    return (this.#urlClass ??= pageUrlClass(this.client, this.#state.agent.blobUrls));
  }

  /** What the page can tell of the timing of what it has fetched and loaded, as `Timing-Allow-Origin` decides it. */
  get performance(): PagePerformance {
    return (this.#performance ??= new PagePerformance(this.client, this.#state.agent));
  }

  /**
   * Loads as an element would, and tells what the page can tell of it. What doesn't load is an outcome, too: it rejects
   * where the arguments are wrong.
   */
  readonly load = (
    ...given: [kind: LoadKind, url: string | URL, attributes?: LoadAttributes]
  ): Promise<LoadOutcome> => {
    try {
      checkLoad(given);
    } catch (error) {
      return Promise.reject(error);
    }
    return pageLoad(loadContextOf(this.#state, this.#trace), ...given);
  };

  /**
   * Runs the work and returns, beside its result, all that was sent, received and decided for it. Where the work rejects, so does
   * this: have it catch what is refused.
   */
  async traced<T>(
    work: (page: Page) => Promise<T>,
  ): Promise<{ readonly result: T; readonly events: TraceEvent[] }> {
    const check = new ArgumentCheck("page.traced(work)");
    const example = "(page) => page.fetch(url), or what else is to be traced";
    check.require(typeof work === "function", "work", work, example);
    check.done();
    const events: TraceEvent[] = [];
    const page = new Page(this.#state, (event) => void events.push(event));
    return { result: await work(page), events };
  }
}

printAs(Page, "Page", ({ url, origin }) => ({ url, origin }));
