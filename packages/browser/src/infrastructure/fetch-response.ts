import { HeaderList } from "@crosswalk/cors/protocol";
import type { EncodedLength, ResponseBody } from "./body.ts";
import type { NetworkFailure } from "./network-error.ts";

/** https://fetch.spec.whatwg.org/#concept-response-type */
export type ResponseType = "basic" | "cors" | "default" | "error" | "opaque" | "opaqueredirect";

/** https://fetch.spec.whatwg.org/#concept-response */
export interface FetchResponse {
  readonly type: ResponseType;
  readonly urlList: readonly URL[];
  readonly status: number;
  readonly statusText: string;
  readonly headerList: HeaderList;
  readonly body: ResponseBody | null;
  /** What has come of that body before it was decoded; left out where there is no coding on it. */
  readonly encoded?: EncodedLength | undefined;
  /** What a filtered response filters. */
  readonly internalResponse: FetchResponse | null;
  /** Of a network error, the reason; null of anything else. */
  readonly failure: NetworkFailure | null;
}

/** The response with another body. */
export function withBody(response: FetchResponse, body: ResponseBody): FetchResponse {
  // NB: Each by its name: a spread asks a runtime.
  const { type, urlList, status, statusText, headerList, encoded, internalResponse, failure } =
    response;
  return {
    type,
    urlList,
    status,
    statusText,
    headerList,
    body,
    encoded,
    internalResponse,
    failure,
  };
}

const noHeaders = new HeaderList();

/** https://fetch.spec.whatwg.org/#concept-network-error */
export function networkError(failure: NetworkFailure): FetchResponse {
  return {
    type: "error",
    urlList: [],
    status: 0,
    statusText: "",
    headerList: noHeaders,
    body: null,
    internalResponse: null,
    failure,
  };
}
