import {
  type CorsError,
  type CorsErrorCode,
  corsError,
  type HeaderList,
} from "@crosswalk/cors/protocol";

/** Why a fetch ended in a network error for another reason than CORS. */
export type FetchFailureCode =
  | "Aborted"
  | "BadPort"
  | "BlobMethod"
  | "BlobRange"
  | "BlobUrlNotFound"
  | "BlockedType"
  | "BodyReplayImpossible"
  | "CorpBlocked"
  | "DanglingMarkup"
  | "InvalidDataUrl"
  | "InvalidLocation"
  | "InvalidUrl"
  | "KeepaliveTooLarge"
  | "MixedContent"
  | "NotCached"
  | "OpaqueResponseBlocked"
  | "RangeNotRequested"
  | "RedirectDisallowed"
  | "RedirectLimit"
  | "RedirectScheme"
  | "RestrictedHost"
  | "SubresourceIntegrity"
  | "TransportFailed"
  | "UnsupportedScheme";

/** A reason shaped like `CorsError`, so that whoever reports one reports the other. */
export interface NetworkFailure {
  readonly code: CorsErrorCode | FetchFailureCode;
  /** The value, header or URL at fault; empty where there is none. */
  readonly parameter: string;
  /** A fragment of https://fetch.spec.whatwg.org/, or another standard's URL. */
  readonly anchor: string;
  readonly step: string;
  /** What the transport threw, or what else was given to the browser. */
  readonly cause?: unknown;
  /** Whether it befell a preflight on its way, not the request that the preflight was for. */
  readonly isOfPreflight?: boolean;
  /** Whether it has been told of by whoever shares the load. */
  readonly isTold?: boolean;
  /** What came had this digest, none of those asked for, either; null where that is nobody's to know. */
  readonly digest?: string | null;
  /** What CORS forbids, as against what fails whatever the server grants. */
  readonly cors: boolean;
  /** The URL whose response was at fault. */
  readonly url: string;
  /** Headers of what came and was put away for its type or for where it led, as far as messages tell its type. */
  readonly unused?: HeaderList;
  /** That response, as far as messages quote it; absent where there was none. */
  readonly response?: {
    readonly status: number;
    readonly statusText?: string;
    readonly headerList: HeaderList;
    /** How many bytes came, if they were read. */
    readonly size?: number;
  };
}

export function corsFailure(
  code: CorsErrorCode | CorsError,
  url: URL,
  detail: { readonly parameter?: string; readonly anchor?: string; readonly step?: string } = {},
): NetworkFailure {
  const error = typeof code === "string" ? corsError(code, detail) : code;
  return { ...error, cors: true, url: url.href };
}

/** A CORS check's error, with the response that it befell. */
export function corsCheckFailure(
  error: CorsError,
  url: URL,
  response: NonNullable<NetworkFailure["response"]>,
): NetworkFailure {
  return { ...corsFailure(error, url), response };
}

export function otherFailure(
  code: FetchFailureCode,
  url: URL,
  place: readonly [anchor: string, step: string],
  detail: { readonly parameter?: string; readonly cause?: unknown } = {},
): NetworkFailure {
  return {
    code,
    parameter: detail.parameter ?? "",
    anchor: place[0],
    step: place[1],
    cors: false,
    url: url.href,
    ...(detail.cause === undefined ? {} : { cause: detail.cause }),
  };
}
