import { defaultTransport } from "#default-transport";
import { printAs } from "./api/print-as.ts";
import { checkBrowserOptions } from "./check-browser-options.ts";
import type { DocumentParserClass } from "./infrastructure/document-parser.ts";
import type { EngineName, EngineProfile, Session } from "./engines/engine.ts";
import { engineNamed } from "./engines/engines.ts";
import { LatestPictures } from "./fetching/latest-pictures.ts";
import { LateRevalidations } from "./fetching/late-revalidations.ts";
import { Preloads } from "./fetching/preloads.ts";
import { SharedLoads } from "./fetching/shared-loads.ts";
import type { UserAgent } from "./fetching/user-agent.ts";
import { BoundedMap } from "./infrastructure/bounded-map.ts";
import { BlobUrlStore } from "./infrastructure/blob-url-store.ts";
import { type Clock, systemClock } from "./infrastructure/clock.ts";
import { type CookieStore, JarCookieStore } from "./infrastructure/cookie-store.ts";
import {
  type CorsPreflightCache,
  createPreflightCache,
} from "./infrastructure/cors-preflight-cache.ts";
import { type HttpCache, MemoryHttpCache } from "./infrastructure/http-cache.ts";
import { ReadingForCache } from "./infrastructure/reading-for-cache.ts";
import { HttpCacheQueue } from "./infrastructure/http-cache-queue.ts";
import { openPage, type Page, type PageOptions } from "./page.ts";
import type { Transport } from "./transports/transport.ts";

// As many as a network stack keeps connections to, or more.
const MAX_HOSTS = 256;

// Of as many pages' pictures as follow each other within seconds.
const MAX_PICTURES = 1000;

/** Whose behaviour, over which transport, and what its pages share. */
export interface BrowserOptions {
  /** Whose behaviour; the Fetch Standard's own if left out. */
  readonly engine?: EngineName | EngineProfile;
  /** Real HTTP in Node.js if left out; elsewhere it has to be given. */
  readonly transport?: Transport;
  /**
   * `ephemeral` is a private window's: that of WebKit keeps no responses and tells third parties no more
   * than the origin it comes from; what other engines do otherwise was not looked at. If left out, the one
   * in which code drives that browser: `ephemeral` for WebKit, be it by WebDriver or by MiniBrowser's
   * `--automation`, `persistent` for the others.
   */
  readonly session?: Session;
  /** What caches, cookies and timeouts go by; the system's if left out. A `ManualClock` is moved by hand. */
  readonly clock?: Clock;
  /** Kept for this browser alone if left out. */
  readonly cookies?: CookieStore;
  /** What preflights have allowed; one of the engine's kind if left out. */
  readonly preflightCache?: CorsPreflightCache;
  /** Used whatever the session. */
  readonly httpCache?: HttpCache;
  /**
   * What makes documents of responses, for `XMLHttpRequest`'s `responseXML` and its type `document`. The
   * platform's own if left out; where it has none, as in Node.js, those are null.
   *
   *     new JSDOM().window.DOMParser
   */
  readonly DOMParser?: DocumentParserClass;
}

/** As a web page has it, and as jsdom's and happy-dom's environments for tests have it. */
const platform = globalThis as { readonly DOMParser?: DocumentParserClass };

/** A user agent: what its pages share. Options that are none are a `TypeError` that says what to write. */
export class Browser {
  readonly engine: EngineProfile;
  readonly clock: Clock;
  readonly cookies: CookieStore;
  readonly preflightCache: CorsPreflightCache;
  readonly httpCache: HttpCache;
  /** What its pages have made blob: URLs for. */
  readonly blobUrls: BlobUrlStore = new BlobUrlStore();
  readonly #agent: UserAgent;

  constructor(options: BrowserOptions = {}) {
    checkBrowserOptions(options);
    const { engine = "standard", transport = defaultTransport(), clock = systemClock } = options;
    this.engine = typeof engine === "string" ? engineNamed(engine) : engine;
    this.clock = clock;
    this.cookies = options.cookies ?? new JarCookieStore(this.engine.cookies, this.clock);
    this.preflightCache =
      options.preflightCache ??
      createPreflightCache(this.engine.preflightCache.model, this.engine.preflightCache.limits);
    const session = options.session ?? this.engine.session;
    const keepsResponses =
      options.httpCache !== undefined ||
      session === "persistent" ||
      this.engine.ephemeral.keepsResponses;
    const { limits, patience } = this.engine.httpCache;
    this.httpCache = options.httpCache ?? new MemoryHttpCache(limits);
    this.#agent = {
      engine: this.engine,
      session,
      keepsResponses,
      transport,
      clock,
      cookies: this.cookies,
      preflightCache: this.preflightCache,
      httpCache: this.httpCache,
      readingForCache: new ReadingForCache(
        patience,
        limits.maxBytes,
        () => this.httpCache.hasGrown?.(),
        clock,
      ),
      httpCacheQueue: new HttpCacheQueue(),
      lateRevalidations: new LateRevalidations(clock),
      sharedLoads: new SharedLoads(),
      preloads: new Preloads(),
      latestPictures: new LatestPictures(),
      knownPictures: new BoundedMap(MAX_PICTURES),
      blobUrls: this.blobUrls,
      hostsMet: new BoundedMap(MAX_HOSTS),
      documentParser: options.DOMParser ?? platform.DOMParser ?? null,
    };
  }

  /** Opens a page without loading it: what counts is its URL, its origin and what holds it. */
  open(url: string | URL, options: PageOptions = {}): Page {
    return openPage(this.#agent, url, options);
  }

  /** Closes what the transport holds open. What is under way ends in a network error. */
  async close(): Promise<void> {
    await this.#agent.transport.close?.();
  }
}

// Whoever logs one asks which it is, and not by what rules it goes.
printAs(Browser, "Browser", ({ engine }) => ({ engine: engine.name }));
