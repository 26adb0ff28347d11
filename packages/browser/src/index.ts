export { Browser, type BrowserOptions } from "./browser.ts";
export type { EngineName, EngineProfile, Session } from "./engines/engine.ts";
export type { LoadAttributes, LoadFailure, LoadOutcome, LoadResult } from "./api/elements/load.ts";
export { type LoadKind, loadKinds } from "./infrastructure/load-kind.ts";
export {
  type AddressSpace,
  addressSpaceOf,
  isMorePrivate,
} from "./infrastructure/address-space.ts";
export type { BlobUrlEntry, BlobUrlStore } from "./infrastructure/blob-url-store.ts";
export type { DocumentParserClass } from "./infrastructure/document-parser.ts";
export { serializedOriginOfDocument } from "./infrastructure/origin.ts";
export type { PagePerformance } from "./api/page-performance.ts";
export type { PageResourceTiming } from "./infrastructure/resource-timing.ts";
export type { PageUrl } from "./api/page-url.ts";
export { engineNamed } from "./engines/engines.ts";
export { type Clock, ManualClock, systemClock } from "./infrastructure/clock.ts";
export {
  type CookieStore,
  type CookieStoreOptions,
  JarCookieStore,
  type CookieContext,
} from "./infrastructure/cookie-store.ts";
export type {
  CorsPreflightCache,
  PreflightPermission,
  PreflightQuery,
} from "./infrastructure/cors-preflight-cache.ts";
export {
  type HttpCache,
  type HttpCacheKey,
  type HttpCacheLimits,
  MemoryHttpCache,
} from "./infrastructure/http-cache.ts";
export type { SharedBody } from "./infrastructure/shared-body.ts";
export type { StoredResponse } from "./infrastructure/stored-response.ts";
export type { EncodedLength, RequestBody, ResponseBody } from "./infrastructure/body.ts";
export { PageXmlHttpRequest } from "./api/xml-http-request/xml-http-request.ts";
export type { FetchInit } from "./api/fetch-init.ts";
export { type FailureCause, Page, type PageOptions, type PageRequest } from "./page.ts";
export type { ConsoleLine, ConsoleListener } from "./infrastructure/console-line.ts";
export type { StepDecision, TracedCause, TracedFailure, TraceEvent } from "./trace.ts";
export { bytesTransport, type BytesHandler, type ResponseBytes } from "./transports/bytes.ts";
export { handlerTransport, type WebHandler } from "./transports/handler.ts";
export type { Har, HarEntry } from "./transports/har.ts";
export { type RecordedExchange, recordedTransport } from "./transports/recorded.ts";
export {
  ConnectionClosed,
  type Transport,
  type TransportRequest,
  type TransportResponse,
  type WholeFetch,
} from "./transports/transport.ts";
export type { Http1Reading } from "./http1/reading.ts";
export { type Http1Fault, UnreadableResponse } from "./http1/unreadable.ts";
