import type { HeaderList } from "@crosswalk/cors/protocol";
import type { Client } from "./client.ts";
import type { FetchRequest } from "./fetch-request.ts";

/** A request as scripts and elements make it, but for what the caller knows better. */
export function createFetchRequest(
  url: URL,
  client: Client,
  headerList: HeaderList,
  // NB: Each by its name: to spread one object over another costs more than all the rest of this.
  {
    method = "GET",
    blobUrlEntry = client.blobUrls.resolve(url),
    unsafeRequestFlag = false,
    body = null,
    referrer = "client",
    referrerPolicy = "",
    mode = "no-cors",
    useCorsPreflightFlag = false,
    credentialsMode = "same-origin",
    useUrlCredentialsFlag = false,
    cacheMode = "default",
    redirectMode = "follow",
    integrity = "",
    targetAddressSpace = null,
    priority = "auto",
    keepalive = false,
    initiator = "element",
    synchronous = false,
    bodyType = null,
    writtenType = null,
  }: KnownOfRequest,
): FetchRequest {
  return {
    method,
    urlList: [url],
    blobUrlEntry,
    headerList,
    unsafeRequestFlag,
    body,
    client,
    origin: client.origin,
    referrer,
    referrerPolicy,
    isPolicyDefault: false,
    mode,
    useCorsPreflightFlag,
    credentialsMode,
    useUrlCredentialsFlag,
    cacheMode,
    redirectMode,
    integrity,
    targetAddressSpace,
    priority,
    keepalive,
    destination: "",
    initiator,
    element: null,
    holdsCredentials: false,
    synchronous,
    initial: null,
    sentOrigin: null,
    preflightHeaderList: headerList,
    wasAnsweredByCache: false,
    sharesLoad: false,
    isBeside: false,
    wasPreflighted: false,
    isBehindPreflight: false,
    bodyType,
    writtenType,
    heldReferrer: null,
    preflightFor: null,
    ledBy: null,
    isOfMemory: false,
    heldCookies: undefined,
    turn: null,
    heldFailure: null,
    isRefusedAtOnce: false,
    exceedsKeepalive: false,
    redirectCount: 0,
    redirectsHoldUntil: Infinity,
    asksAboutMemory: false,
    isInMemory: false,
    isAskedAbout: false,
    isRevalidated: false,
    responseTainting: "basic",
    timingAllowFailed: false,
  };
}

type KnownOfRequest = Partial<
  Pick<
    FetchRequest,
    | "method"
    | "blobUrlEntry"
    | "unsafeRequestFlag"
    | "body"
    | "referrer"
    | "referrerPolicy"
    | "mode"
    | "useCorsPreflightFlag"
    | "credentialsMode"
    | "useUrlCredentialsFlag"
    | "cacheMode"
    | "redirectMode"
    | "integrity"
    | "targetAddressSpace"
    | "priority"
    | "keepalive"
    | "initiator"
    | "synchronous"
    | "bodyType"
    | "writtenType"
  >
>;
