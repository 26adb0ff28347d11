import {
  type CredentialsMode,
  HeaderList,
  isCorsSafelistedMethod,
  isForbiddenMethod,
  isMethod,
  normalizeMethod,
} from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { AddressSpace } from "../infrastructure/address-space.ts";
import type { RequestBody } from "../infrastructure/body.ts";
import type { Client } from "../infrastructure/client.ts";
import { createFetchRequest } from "../infrastructure/create-fetch-request.ts";
import {
  type CacheMode,
  currentUrl,
  type FetchRequest,
  type RedirectMode,
  type RequestMode,
} from "../infrastructure/fetch-request.ts";
import type { ReferrerPolicy } from "../infrastructure/referrer-policy.ts";
import { isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";
import { parseUrlWith } from "../infrastructure/url-rules.ts";
import { includesCredentials, parseUrl } from "../infrastructure/url.ts";
import { extractBody } from "./extract-body.ts";
import { convertedHeaders, namedAlike, requirePairs } from "./header-pairs.ts";
import { randomBoundary } from "./multipart.ts";
import {
  cacheMember,
  credentialsMember,
  domString,
  duplexMember,
  enumMember,
  modeMember,
  priorityMember,
  redirectMember,
  referrerPolicyMember,
  targetAddressSpaceMember,
} from "./request-members.ts";
import { appendHeader, type HeadersGuard, judgesOf } from "./append-header.ts";
import { byteString } from "./byte-string.ts";
import { type FetchInit, isEmpty } from "./fetch-init.ts";

/** The request of a `Request`, of which another is made. */
export interface RequestSource {
  readonly request: FetchRequest;
  /** Whether its body was read, or is being read. */
  readonly isUnusable: boolean;
  /** Its body, for the other to send. It is used then. */
  readonly takeBody: () => RequestBody | null;
}

/** https://fetch.spec.whatwg.org/#dom-request */
export function createRequest(
  client: Client,
  engine: EngineProfile,
  input: string | RequestSource,
  init: FetchInit,
): FetchRequest {
  const { misuse } = engine.messages;
  // NB: "undefined, null or an object", as a script may give anything.
  if (Object(init) !== init) throw new TypeError(misuse.initType());
  const source = typeof input === "string" ? null : input.request;
  const isCopy = source !== null && isEmpty(init, engine);

  // https://webidl.spec.whatwg.org/#es-dictionary: members are converted before any of them is looked at,
  // in the order of their names.
  const cacheMode = enumMember(init.cache, cacheMember, misuse, source?.cacheMode) as CacheMode;
  const credentialsMode = enumMember(
    init.credentials,
    credentialsMember,
    misuse,
    source?.credentialsMode,
  ) as CredentialsMode;
  // NB: Who sends no streams knows no `duplex`.
  if (engine.streamUpload === "supported" || engine.streamUpload === "http2-only")
    enumMember(init.duplex, duplexMember, misuse);
  const givenHeaders = init.headers === undefined ? source?.headerList : init.headers;
  const convertedPairs = isCopy ? [] : convertedHeaders(givenHeaders, misuse);
  const givenMethod =
    init.method === undefined
      ? undefined
      : byteString(init.method, (...at) => misuse.notByteString("method", ...at));
  let mode = enumMember(init.mode, modeMember, misuse, source?.mode) as RequestMode;
  const priority = enumMember(init.priority, priorityMember, misuse, source?.priority);
  const redirectMode = enumMember(
    init.redirect,
    redirectMember,
    misuse,
    source?.redirectMode,
  ) as RedirectMode;
  const referrerPolicy = enumMember(
    init.referrerPolicy,
    referrerPolicyMember,
    misuse,
    isCopy ? source.referrerPolicy : "",
  ) as ReferrerPolicy;

  // 5. If input is a string, then: let parsedURL be the result of parsing input with baseURL. If
  //    parsedURL is failure, then throw a TypeError. If parsedURL includes credentials, then throw a
  //    TypeError.
  // 6. Otherwise: […] set request to input's request.
  const url =
    typeof input === "string"
      ? client.parsedUrls.parse(input, (text) => parsedUrl(text, client, engine))
      : currentUrl(input.request);

  // 10. If init["window"] exists and is non-null, then throw a TypeError.
  if (!engine.requestIgnoresWindow && (init.window ?? null) !== null)
    throw new TypeError(engine.messages.misuse.windowNotNull());

  // 13. If init is not empty, then: […] set request's referrer to "client"; set request's referrer
  //     policy to the empty string; […]
  let referrer: FetchRequest["referrer"] = isCopy ? source.referrer : "client";

  // 14. If init["referrer"] exists, then: […]
  const givenReferrer = init.referrer === undefined ? undefined : domString(init.referrer);
  if (givenReferrer === "") {
    // 2. If referrer is the empty string, then set request's referrer to "no-referrer".
    referrer = "no-referrer";
  } else if (givenReferrer !== undefined) {
    // 3.1. Let parsedReferrer be the result of parsing referrer with baseURL.
    // 3.2. If parsedReferrer is failure, then throw a TypeError.
    const parsed = parseUrl(givenReferrer, client.baseUrl);
    if (parsed === null) throw new TypeError(misuse.invalidReferrer(givenReferrer));
    // 3.3. If one of the following is true: parsedReferrer's scheme is "about" and path is the string
    //      "client"; parsedReferrer's origin is not same origin with origin; then set request's
    //      referrer to "client".
    // 3.4. Otherwise, set request's referrer to parsedReferrer.
    const isClient =
      parsed.href === "about:client" || !isSameOrigin(originOfUrl(parsed), client.origin);
    referrer = isClient ? "client" : parsed;
  }

  // 15. If init["referrerPolicy"] exists, then set request's referrer policy to it.
  // 16. Let mode be init["mode"] if it exists, and fallbackMode otherwise.
  // 17. If mode is "navigate", then throw a TypeError.
  // 18. If mode is non-null, set request's mode to mode.
  if (mode === "navigate") throw new TypeError(misuse.navigateMode());

  // 19. If init["credentials"] exists, then set request's credentials mode to it.
  // 20. If init["cache"] exists, then set request's cache mode to it.
  // 21. If request's cache mode is "only-if-cached" and request's mode is not "same-origin", then throw
  //     a TypeError.
  if (cacheMode === "only-if-cached" && mode !== "same-origin") {
    throw new TypeError(misuse.onlyIfCachedMode(mode));
  }

  // 22. If init["redirect"] exists, then set request's redirect mode to it.
  // 24. If init["keepalive"] exists, then set request's keepalive to it.
  const { copiesKeepalive } = engine.scripts;
  const isKeptAlive = copiesKeepalive !== "never" && source?.keepalive === true;
  const isTold = init.keepalive !== undefined && !(isKeptAlive && copiesKeepalive === "always");
  const keepalive = isTold ? Boolean(init.keepalive) : isKeptAlive;

  // 27. If init["priority"] exists, then: […]
  // 25. If init["method"] exists, then:
  let method = source?.method ?? "GET";
  if (givenMethod !== undefined) {
    // 2. If method is not a method or method is a forbidden method, then throw a TypeError.
    if (!isMethod(givenMethod)) throw new TypeError(misuse.invalidMethod(givenMethod));
    if (isForbiddenMethod(givenMethod)) throw new TypeError(misuse.forbiddenMethod(givenMethod));
    // 3. Normalize method.
    method = normalizeMethod(givenMethod);
  }

  // 31. Set this's headers to a new Headers object […] whose header list is request's header list and
  //     guard is "request".
  // 32. If this's request's mode is "no-cors", then:
  let guard: HeadersGuard = "request";
  if (mode === "no-cors") {
    // 1. If this's request's method is not a CORS-safelisted method, then throw a TypeError.
    if (!isCorsSafelistedMethod(method)) throw new TypeError(misuse.noCorsMethod(method));
    // 2. Set this's headers's guard to "request-no-cors".
    guard = "request-no-cors";
  }

  // 33. If init is not empty, then: let headers be a copy of this's headers and its associated header
  //     list; if init["headers"] exists, then set headers to init["headers"]; empty this's headers's
  //     header list; […] fill this's headers with headers.
  const judges = judgesOf(engine);
  const headerList = isCopy ? source.headerList.clone() : new HeaderList();
  if (!isCopy) {
    const pairs = requirePairs(convertedPairs, misuse);
    const isNamed = guard === "request-no-cors" && engine.headers.namedBeforeJudged;
    for (const [name, value] of isNamed ? namedAlike(pairs) : pairs)
      appendHeader(headerList, guard, name, value, judges);
  }

  // 34. Let inputBody be input's request's body if input is a Request object; otherwise null.
  // 35. If either init["body"] exists and is non-null or inputBody is non-null, and request's method is
  //     `GET` or `HEAD`, then throw a TypeError.
  const inputBody = source?.body ?? null;
  const givenBody = init.body ?? null;
  if ((givenBody !== null || inputBody !== null) && (method === "GET" || method === "HEAD"))
    throw new TypeError(misuse.bodyWithMethod(method));

  // 36. Let initBody be null.
  let initBody: RequestBody | null = null;
  if (givenBody !== null) {
    // 37.1. Let bodyWithType be the result of extracting init["body"], with keepalive set to request's
    //       keepalive.
    const extracted = extractBody(
      sendableBody(givenBody, engine),
      () => randomBoundary(engine.formBoundary),
      misuse,
    );
    initBody = extracted.body;
    // 37.4. If type is non-null and this's headers's header list does not contain `Content-Type`, then
    //       append (`Content-Type`, type) to this's headers.
    if (extracted.type !== null && !headerList.contains("Content-Type")) {
      if (engine.headers.bodyTypeUnguarded) headerList.append("Content-Type", extracted.type);
      else appendHeader(headerList, guard, "Content-Type", extracted.type, judges);
    }
  }

  // 38. Let inputOrInitBody be initBody if it is non-null; otherwise inputBody.
  // 40. Let finalBody be inputOrInitBody.
  let body = initBody ?? inputBody;

  // 39. If inputOrInitBody is non-null and inputOrInitBody's source is null, then:
  if (isRefusedStream(body, engine)) {
    // NB: What nobody sends needs no more than to be no `keepalive`.
    if (keepalive) throw new TypeError(misuse.streamKeepalive());
  } else if (body !== null && body.source === null) {
    // NB: It is extracting that asks about `keepalive`, before: another Request's body has been extracted.
    if (initBody !== null && keepalive) throw new TypeError(misuse.streamKeepalive());
    // 1. If initBody is non-null and init["duplex"] does not exist, then throw a TypeError.
    if (initBody !== null && init.duplex === undefined)
      throw new TypeError(misuse.streamWithoutDuplex());
    // 2. If this's request's mode is neither "same-origin" nor "cors", then throw a TypeError.
    if (mode !== "same-origin" && mode !== "cors") throw new TypeError(misuse.streamMode());
    if (engine.streamForcesCors) mode = "cors";
  }

  // 41. If initBody is null and inputBody is non-null, then: if inputBody is unusable, then throw a
  //     TypeError; set finalBody to the result of creating a proxy for inputBody.
  const isTaken = initBody === null || engine.scripts.replacedBodyIsUsed;
  if (isTaken && inputBody !== null && typeof input !== "string") {
    if (input.isUnusable && initBody === null) throw new TypeError(misuse.body.usedInput());
    const taken = input.isUnusable ? null : input.takeBody();
    if (initBody === null) body = taken;
  }

  return createFetchRequest(url, client, headerList, {
    method,
    blobUrlEntry: source === null ? client.blobUrls.resolve(url) : source.blobUrlEntry,
    unsafeRequestFlag: true,
    body,
    referrer,
    referrerPolicy,
    mode,
    // 39.3. Set this's request's use-CORS-preflight flag.
    useCorsPreflightFlag: body !== null && body.source === null,
    credentialsMode,
    cacheMode,
    redirectMode,
    integrity: domString(init.integrity === undefined ? (source?.integrity ?? "") : init.integrity),
    keepalive,
    targetAddressSpace: targetAddressSpaceOf(init, engine, source),
    priority,
    initiator: "fetch",
  });
}

/** https://wicg.github.io/local-network-access/#fetch-api */
function targetAddressSpaceOf(
  init: FetchInit,
  { localNetworkAccess, messages: { misuse } }: EngineProfile,
  source: FetchRequest | null,
): AddressSpace | null {
  if (!localNetworkAccess) return null;
  const inherited = source?.targetAddressSpace ?? "unknown";
  const space = enumMember(init.targetAddressSpace, targetAddressSpaceMember, misuse, inherited);
  // What is local now had that name before.
  return space === "unknown" ? null : ((space === "private" ? "local" : space) as AddressSpace);
}

function parsedUrl(text: string, client: Client, engine: EngineProfile): URL {
  const { misuse } = engine.messages;
  const url = parseUrlWith(engine.urls, text, client.baseUrl);
  if (url === null) throw new TypeError(misuse.invalidUrl(text));
  if (includesCredentials(url)) throw new TypeError(misuse.urlWithCredentials(text));
  return url;
}

/** Whether a body is a stream that a request may have, and no `fetch` may send. */
export const isRefusedStream = (
  body: RequestBody | null,
  { streamUpload }: EngineProfile,
): boolean => body?.source === null && streamUpload === "refused";

/** What an engine that cannot send streams makes of one. */
function sendableBody(body: unknown, engine: EngineProfile): unknown {
  return body instanceof ReadableStream && engine.streamUpload === "stringified"
    ? domString(body)
    : body;
}
