import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { Http1Reading } from "../http1/reading.ts";
import type { EncodedLength, RequestBody, ResponseBody } from "../infrastructure/body.ts";

/** What a request, the preflights before it, where redirects lead it and what is sent again have in common. */
export interface WholeFetch {
  /** When the first of them went out or began to wait for others, by `performance.now()`; null before. */
  startedAt: number | null;
}

/** A request as it goes on the wire. `Host`, `Connection` and the like are the transport's to add. */
export interface TransportRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: HeaderEntries;
  readonly body: RequestBody | null;
  /** What it is a part of, for transports with a limit for the whole; alone if left out. */
  readonly whole?: WholeFetch | undefined;
  /** Requests of different pools never go over the same connection; one pool for all where it is left out. */
  readonly connectionPool?: "credentialed" | "anonymous" | undefined;
  /** Whether it goes over a connection that is made for it, though others may be idle; false where it is left out. */
  readonly opensConnection?: boolean | undefined;
  /**
   * All lines of its head as the engine's network stack writes them, with those that it adds; it is told what
   * frames the body. For transports that write bytes.
   */
  readonly head?: ((framing: HeaderEntries) => HeaderEntries) | undefined;
  /** How the engine's network stack would read the bytes of a response, for transports that see them. */
  readonly reading?: Http1Reading;
}

/** What came back, as it was on the wire. */
export interface TransportResponse {
  readonly status: number;
  readonly statusText: string;
  /** As they came: one entry a line, in order, nothing joined or dropped. */
  readonly headers: HeaderEntries;
  /**
   * Decoded of any content coding that the transport itself asked for. Its chunks are handed over: caches, copies and
   * scripts may hold them for as long as they like, so that nothing may be written into one afterwards.
   */
  readonly body: ResponseBody | null;
  /** What has come of that body before it was decoded; left out where there is no coding on it. */
  readonly encoded?: EncodedLength | undefined;
  /** Whether the connection had served a request before; false if left out. */
  readonly reusedConnection?: boolean;
}

/** Rejects where a connection ended without an answer: some browsers then send a request again. */
export class ConnectionClosed extends Error {
  /** Whether the connection had served a request before. */
  readonly reused: boolean;

  constructor(message: string, reused: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConnectionClosed";
    this.reused = reused;
  }
}

/** How requests leave the engine. A rejection is a network error. */
export interface Transport {
  send(request: TransportRequest, signal: AbortSignal | null): Promise<TransportResponse>;
  /** Whether requests go over HTTP/2 or newer: some browsers stream a body over nothing less. */
  readonly isHttp2?: boolean;
  /** A page has been loaded from there by other means: a connection of that pool has served and is idle. */
  pageLoaded?(url: URL, pool: TransportRequest["connectionPool"]): void;
  close?(): Promise<void>;
}
