import {
  type CredentialsMode,
  HeaderList,
  isCorsSafelistedMethod,
  isForbiddenMethod,
  isMethod,
  normalizeMethod,
} from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { RequestBody } from "../infrastructure/body.ts";
import type { Client } from "../infrastructure/client.ts";
import {
  type CacheMode,
  createFetchRequest,
  type FetchRequest,
  type RedirectMode,
  type ReferrerPolicy,
  type RequestMode,
} from "../infrastructure/fetch-request.ts";
import { isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";
import { includesCredentials, parseUrl } from "../infrastructure/url.ts";
import { extractBody } from "./extract-body.ts";
import { randomBoundary } from "./multipart.ts";
import type { MisuseMessages } from "../messages/misuse/misuse.ts";
import { appendHeader, byteString, type HeadersGuard } from "./script-headers.ts";

/** A member of which each value is one of a few. */
interface EnumMember {
  readonly name: "cache" | "credentials" | "mode" | "redirect" | "referrerPolicy";
  readonly type: string;
  readonly values: ReadonlySet<string>;
  readonly fallback: string;
}

const modeMember: EnumMember = {
  name: "mode",
  type: "RequestMode",
  values: new Set(["cors", "navigate", "no-cors", "same-origin"]),
  fallback: "cors",
};
const credentialsMember: EnumMember = {
  name: "credentials",
  type: "RequestCredentials",
  values: new Set(["include", "omit", "same-origin"]),
  fallback: "same-origin",
};
const redirectMember: EnumMember = {
  name: "redirect",
  type: "RequestRedirect",
  values: new Set(["error", "follow", "manual"]),
  fallback: "follow",
};
const cacheMember: EnumMember = {
  name: "cache",
  type: "RequestCache",
  values: new Set(["default", "force-cache", "no-cache", "no-store", "only-if-cached", "reload"]),
  fallback: "default",
};
const referrerPolicyMember: EnumMember = {
  name: "referrerPolicy",
  type: "ReferrerPolicy",
  values: new Set([
    "",
    "no-referrer",
    "no-referrer-when-downgrade",
    "origin",
    "origin-when-cross-origin",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
  ]),
  fallback: "",
};

/** What is read of a `RequestInit`. */
export interface FetchInit {
  readonly method?: string | undefined;
  readonly headers?: HeadersInit | undefined;
  readonly body?: unknown;
  readonly mode?: string | undefined;
  readonly credentials?: string | undefined;
  readonly cache?: string | undefined;
  readonly redirect?: string | undefined;
  readonly referrer?: string | undefined;
  readonly referrerPolicy?: string | undefined;
  readonly integrity?: string | undefined;
  readonly keepalive?: boolean | undefined;
  readonly duplex?: string | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

/** https://fetch.spec.whatwg.org/#dom-request */
export function createRequest(
  client: Client,
  engine: EngineProfile,
  input: string | URL | Request,
  init: FetchInit,
): FetchRequest {
  const { misuse } = engine.messages;
  const base: FetchInit | null = input instanceof Request ? initOf(input) : null;
  const given: FetchInit = base === null ? init : isEmpty(init) ? base : merged(init, base);

  // 5. If input is a string, then: let parsedURL be the result of parsing input with baseURL. If
  //    parsedURL is failure, then throw a TypeError. If parsedURL includes credentials, then throw a
  //    TypeError.
  const text = input instanceof Request ? input.url : String(input);
  const url = parseUrl(text, client.baseUrl);
  if (url === null) throw new TypeError(misuse.invalidUrl(text));
  if (includesCredentials(url)) throw new TypeError(misuse.urlWithCredentials(text));

  // 14. If init["referrer"] exists, then: […]
  let referrer: FetchRequest["referrer"] = "client";
  const givenReferrer = given.referrer;
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
  const referrerPolicy = enumMember(
    given.referrerPolicy,
    referrerPolicyMember,
    misuse,
  ) as ReferrerPolicy;

  // 16. Let mode be init["mode"] if it exists, and fallbackMode otherwise.
  // 17. If mode is "navigate", then throw a TypeError.
  let mode = enumMember(given.mode, modeMember, misuse) as RequestMode;
  if (mode === "navigate") throw new TypeError(misuse.navigateMode());

  // 19. If init["credentials"] exists, then set request's credentials mode to it.
  const credentialsMode = enumMember(
    given.credentials,
    credentialsMember,
    misuse,
  ) as CredentialsMode;

  // 20. If init["cache"] exists, then set request's cache mode to it.
  // 21. If request's cache mode is "only-if-cached" and request's mode is not "same-origin", then throw
  //     a TypeError.
  const cacheMode = enumMember(given.cache, cacheMember, misuse) as CacheMode;
  if (cacheMode === "only-if-cached" && mode !== "same-origin") {
    throw new TypeError(misuse.onlyIfCachedMode(mode));
  }

  // 22. If init["redirect"] exists, then set request's redirect mode to it.
  const redirectMode = enumMember(given.redirect, redirectMember, misuse) as RedirectMode;

  // 25. If init["method"] exists, then:
  let method = "GET";
  const givenMethod = given.method ?? undefined;
  if (givenMethod !== undefined) {
    // 2. If method is not a method or method is a forbidden method, then throw a TypeError.
    const name = byteString(givenMethod, misuse.notByteString("method"));
    if (!isMethod(name)) throw new TypeError(misuse.invalidMethod(name));
    if (isForbiddenMethod(name)) throw new TypeError(misuse.forbiddenMethod(name));
    // 3. Normalize method.
    method = normalizeMethod(name);
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

  // 33. If init is not empty, then: […] fill this's headers with headers.
  const headerList = new HeaderList();
  const judges = { misuse, rules: engine.rules };
  const refusal = misuse.notByteString("headers");
  for (const [name, value] of headerPairs(given.headers, refusal)) {
    if (engine.headers.forbidden.has(name.toLowerCase())) continue;
    appendHeader(headerList, guard, name, value, judges);
  }

  // 35. If either init["body"] exists and is non-null or inputBody is non-null, and request's method is
  //     `GET` or `HEAD`, then throw a TypeError.
  const givenBody = given.body ?? null;
  let body: RequestBody | null = null;
  if (givenBody !== null) {
    if (method === "GET" || method === "HEAD") throw new TypeError(misuse.bodyWithMethod(method));
    if (given.keepalive === true && isRefusedStream(givenBody, engine))
      throw new TypeError(misuse.streamKeepalive());
    // 37.1. Let bodyWithType be the result of extracting init["body"], with keepalive set to request's
    //       keepalive.
    const extracted = extractBody(sendableBody(givenBody, engine), () =>
      randomBoundary(engine.formBoundary.prefix, engine.formBoundary.letters),
    );
    body = extracted.body;
    // 37.4. If type is non-null and this's headers's header list does not contain `Content-Type`, then
    //       append (`Content-Type`, type) to this's headers.
    if (extracted.type !== null && !headerList.contains("Content-Type")) {
      if (engine.headers.bodyTypeUnguarded) headerList.append("Content-Type", extracted.type);
      else appendHeader(headerList, guard, "Content-Type", extracted.type, judges);
    }
  }

  // 39. If inputOrInitBody is non-null and inputOrInitBody's source is null, then:
  if (body !== null && body.source === null) {
    // 1. If initBody is non-null and init["duplex"] does not exist, then throw a TypeError.
    if (init.duplex === undefined && base?.body === undefined)
      throw new TypeError(misuse.streamWithoutDuplex());
    // 2. If this's request's mode is neither "same-origin" nor "cors", then throw a TypeError.
    if (mode !== "same-origin" && mode !== "cors") throw new TypeError(misuse.streamMode());
    if (given.keepalive === true) throw new TypeError(misuse.streamKeepalive());
    if (engine.streamForcesCors) mode = "cors";
  }

  return createFetchRequest(url, client, headerList, {
    method,
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
    integrity: domString(given.integrity ?? ""),
    keepalive: given.keepalive === true,
    initiator: "fetch",
  });
}

const members: readonly (keyof FetchInit)[] = [
  "method",
  "headers",
  "body",
  "mode",
  "credentials",
  "cache",
  "redirect",
  "referrer",
  "referrerPolicy",
  "integrity",
  "keepalive",
  "duplex",
  "signal",
];

function isEmpty(init: FetchInit): boolean {
  return members.every((name) => init[name] === undefined);
}

/** The init, and what it leaves out of a request's own. */
function merged(init: FetchInit, base: FetchInit): FetchInit {
  return {
    // 13. If init is not empty, then: […] set request's referrer to "client"; set request's referrer
    //     policy to the empty string.
    referrer: init.referrer,
    referrerPolicy: init.referrerPolicy,
    method: init.method ?? base.method,
    headers: init.headers ?? base.headers,
    body: init.body ?? base.body,
    mode: init.mode ?? base.mode,
    credentials: init.credentials ?? base.credentials,
    cache: init.cache ?? base.cache,
    redirect: init.redirect ?? base.redirect,
    integrity: init.integrity ?? base.integrity,
    keepalive: init.keepalive ?? base.keepalive,
  };
}

/** Of a platform's `Request`, what an init would say. */
function initOf(request: Request): FetchInit {
  const {
    method,
    headers,
    mode,
    credentials,
    cache,
    redirect,
    referrer,
    referrerPolicy,
    integrity,
    keepalive,
  } = request;
  return {
    method,
    headers,
    body: request.body ?? undefined,
    // What a platform's constructor sets for itself, a page's would have set otherwise.
    mode: mode === "navigate" ? "same-origin" : mode,
    credentials,
    cache,
    redirect,
    referrer,
    referrerPolicy,
    integrity,
    keepalive,
  };
}

/** https://fetch.spec.whatwg.org/#concept-headers-fill */
function headerPairs(headers: unknown, refusal: string | null): [string, string][] {
  if (headers === undefined || headers === null) return [];
  if (typeof headers !== "object")
    throw new TypeError("Headers are given as a list or as an object");
  if (Symbol.iterator in headers) {
    return Array.from(headers as Iterable<Iterable<unknown>>, (pair) => {
      const entries = Array.from(pair);
      // "If header's size is not 2, then throw a TypeError."
      if (entries.length !== 2) throw new TypeError("A header is a name and a value");
      return [byteString(entries[0], refusal), byteString(entries[1], refusal)];
    });
  }
  return Object.entries(headers).map(([name, value]) => [
    byteString(name, refusal),
    byteString(value, refusal),
  ]);
}

/** https://webidl.spec.whatwg.org/#es-enumeration */
function enumMember(
  value: unknown,
  { name, type, values, fallback }: EnumMember,
  misuse: MisuseMessages,
): string {
  if (value === undefined || value === null) return fallback;
  const text = domString(value);
  if (!values.has(text)) throw new TypeError(misuse.invalidEnumMember(name, type, text));
  return text;
}

const isRefusedStream = (body: unknown, { streamUpload }: EngineProfile): boolean =>
  body instanceof ReadableStream && streamUpload === "refused";

/** What an engine that cannot send streams makes of one. */
function sendableBody(body: unknown, engine: EngineProfile): unknown {
  if (!(body instanceof ReadableStream)) return body;
  if (isRefusedStream(body, engine)) {
    throw new DOMException(engine.messages.misuse.streamUnsupported(), "NotSupportedError");
  }
  return engine.streamUpload === "stringified" ? domString(body) : body;
}

/** https://webidl.spec.whatwg.org/#es-DOMString: whatever it is, as scripts turn it into text. */
function domString(value: unknown): string {
  return `${value as string}`;
}
