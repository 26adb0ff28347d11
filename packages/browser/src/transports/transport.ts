import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { RequestBody, ResponseBody } from "../infrastructure/body.ts";

/** A request as it goes on the wire. `Host`, `Connection` and the like are the transport's to add. */
export interface TransportRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: HeaderEntries;
  readonly body: RequestBody | null;
}

export interface TransportResponse {
  readonly status: number;
  readonly statusText: string;
  /** As they came: one entry a line, in order, nothing joined or dropped. */
  readonly headers: HeaderEntries;
  /** Decoded of any content coding that the transport itself asked for. */
  readonly body: ResponseBody | null;
}

/** How requests leave the engine. A rejection is a network error. */
export interface Transport {
  send(request: TransportRequest, signal: AbortSignal | null): Promise<TransportResponse>;
  /** Whether requests go over HTTP/2 or newer: some browsers stream a body over nothing less. */
  readonly isHttp2?: boolean;
  close?(): Promise<void>;
}
