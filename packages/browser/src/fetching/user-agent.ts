import type { DocumentParserClass } from "../infrastructure/document-parser.ts";
import type { EngineProfile, Session } from "../engines/engine.ts";
import type { BoundedMap } from "../infrastructure/bounded-map.ts";
import type { BlobUrlStore } from "../infrastructure/blob-url-store.ts";
import type { Clock } from "../infrastructure/clock.ts";
import type { CookieStore } from "../infrastructure/cookie-store.ts";
import type { CorsPreflightCache } from "../infrastructure/cors-preflight-cache.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { HttpCache } from "../infrastructure/http-cache.ts";
import type { ReadingForCache } from "../infrastructure/reading-for-cache.ts";
import type { HttpCacheQueue } from "../infrastructure/http-cache-queue.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { LatestPictures } from "./latest-pictures.ts";
import type { LateRevalidations } from "./late-revalidations.ts";
import type { Preloads } from "./preloads.ts";
import type { SharedLoads } from "./shared-loads.ts";
import type { Trace } from "../trace.ts";
import type { Transport } from "../transports/transport.ts";

/** All that fetching needs beside the request. */
export interface UserAgent {
  readonly engine: EngineProfile;
  readonly session: Session;
  /** Whether it has an HTTP cache. */
  readonly keepsResponses: boolean;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly cookies: CookieStore;
  readonly preflightCache: CorsPreflightCache;
  readonly httpCache: HttpCache;
  readonly readingForCache: ReadingForCache;
  readonly httpCacheQueue: HttpCacheQueue;
  readonly lateRevalidations: LateRevalidations;
  readonly sharedLoads: SharedLoads;
  readonly preloads: Preloads;
  readonly latestPictures: LatestPictures;
  /** When pictures were loaded, by who shares them and by their settings. */
  readonly knownPictures: BoundedMap<number>;
  readonly blobUrls: BlobUrlStore;
  /** Hosts that have answered before, to which connections may be idle. */
  readonly hostsMet: BoundedMap<true>;
  /** What makes documents of responses; null where nothing does. */
  readonly documentParser: DocumentParserClass | null;
}

/** What went out at one hop. */
export interface SentRequest {
  /** Of its answer; null where the connection broke off, or what came could not be read. */
  readonly status: number | null;
  readonly hasBody: boolean;
}

/** https://fetch.spec.whatwg.org/#fetch-params */
export interface FetchParams {
  readonly request: FetchRequest;
  readonly agent: UserAgent;
  readonly signal: AbortSignal | null;
  readonly trace: Trace | null;
  /** Called at each hop when the request itself, no preflight, goes out. */
  readonly onRequestStarted: (() => void) | null;
  /** Called at each hop once the request itself, no preflight, has gone out and been answered, or in vain. */
  readonly onRequestSent: ((sent: SentRequest) => void) | null;
  /** Main fetch again, for what a redirect has made of the request. */
  readonly recurse: (params: FetchParams) => Promise<FetchResponse>;
}

/** What a fetch is started with. */
export type FetchStart = Omit<FetchParams, "recurse" | "onRequestStarted" | "onRequestSent"> &
  Partial<Pick<FetchParams, "onRequestStarted" | "onRequestSent">>;
