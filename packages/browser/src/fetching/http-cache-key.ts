import type { Client } from "../infrastructure/client.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { type HttpCacheKey, withText } from "../infrastructure/http-cache.ts";
import type { HttpCacheRules } from "../infrastructure/http-cache-rules.ts";
import { isOpaque } from "../infrastructure/origin.ts";
import { isSchemelesslySameSite } from "../infrastructure/site.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import { isConditional } from "./cache-mode.ts";
import { rangeOf } from "./http-cache-range.ts";

/** https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8.3 */
export function includesCredentialsOf(request: FetchRequest): boolean {
  // 8.3. Let includeCredentials be true if one of request's credentials mode is "include"; request's
  //      credentials mode is "same-origin" and request's response tainting is "basic" is true;
  //      otherwise false.
  return (
    request.credentialsMode === "include" ||
    (request.credentialsMode === "same-origin" && request.responseTainting === "basic")
  );
}

/**
 * Under what a request's response is kept and looked up; null where it never is.
 *
 * https://fetch.spec.whatwg.org/#determine-the-http-cache-partition
 */
export function httpCacheKeyOf(request: FetchRequest, rules: HttpCacheRules): HttpCacheKey | null {
  const { method, client } = request;
  const isKept = method === "GET" || (method === "HEAD" && rules.head !== "unkept");
  if (!isKept || request.preflightFor !== null) return null;
  // NB: Most ask the network for a part of a response always.
  const isKeptRange = rules.keyedByRange || (rules.answersRanges && rangeOf(request) !== null);
  if (asksForPart(request, rules) && !isKeptRange) return null;
  const isOfNoPartition = isOfNobody(client, rules);
  if (isOfNoPartition && !isOfPageAlone(request, rules)) return null;
  return withText({
    networkPartitionKey: isOfNoPartition ? pagePartitionOf(request) : client.httpCachePartitionKey,
    url: withoutFragment(currentUrl(request)),
    credentials: rules.keyedByCredentials ? includesCredentialsOf(request) : null,
    method: method === "HEAD" && rules.head === "kept-apart" ? "HEAD" : "GET",
    range: keyRangeOf(request, rules),
    forScript: rules.foreignScriptsApart && isForForeignScript(request),
  });
}

/** Whether what a page has is of no partition. */
function isOfNobody(client: Client, rules: HttpCacheRules): boolean {
  const isOfFile = rules.keepsForFiles && client.baseUrl.protocol === "file:";
  const hasNoOrigin = isOpaque(client.topLevelOrigin) || isOpaque(client.origin);
  return hasNoOrigin && !rules.keepsForOpaqueOrigin && !isOfFile;
}

/** Whether its response is kept by the page alone, in memory, for the same kind of element. */
export function isOfPageAlone({ client, element }: FetchRequest, rules: HttpCacheRules): boolean {
  return element !== null && rules.keptByOpaquePages.has(element) && isOfNobody(client, rules);
}

// NB: Where redirects have led to is there for who asks at the first address again, and nobody else.
function pagePartitionOf({
  client,
  element,
  mode,
  credentialsMode,
  urlList,
}: FetchRequest): string {
  const settings = `page ${numberOf(client)} ${element} ${mode} ${credentialsMode}`;
  return urlList.length === 1 ? settings : `${settings} ${withoutFragment(urlList[0]!)}`;
}

/** Of what is no question to the cache, but may invalidate what the answer to one is: that one's key; null of all else. */
export function writtenKeyOf(request: FetchRequest, rules: HttpCacheRules): HttpCacheKey | null {
  const { method, body, headerList } = request;
  const isWriter = method === "DELETE" || method === "PATCH" || (method === "PUT" && body !== null);
  if (!isWriter || isConditional(headerList)) return null;
  return httpCacheKeyOf({ ...request, method: "GET" }, rules);
}

const numbers: WeakMap<Client, number> = new WeakMap();
let lastNumber = 0;

function numberOf(client: Client): number {
  let number = numbers.get(client);
  if (number === undefined) numbers.set(client, (number = ++lastNumber));
  return number;
}

function isForForeignScript(request: FetchRequest): boolean {
  const { client, initiator, element, destination } = request;
  const isPreload = element === "preload" && destination === "";
  if (initiator !== "fetch" && initiator !== "xmlhttprequest" && !isPreload) return false;
  const { origin } = currentUrl(request);
  return client.hasForeignAncestor || !isSchemelesslySameSite(client.origin.serialization, origin);
}

export function asksForPart({ headerList }: FetchRequest, rules: HttpCacheRules): boolean {
  const range = headerList.get("Range");
  return range !== null && !(rules.wholeRangeIsNone && range === "bytes=0-");
}

/** Whether a request has to do with what is kept in memory alone. */
export function looksInMemory(request: FetchRequest, rules: HttpCacheRules): boolean {
  return request.isOfMemory || (rules.picturesInMemory && isPictureOfUnstored(request));
}

// NB: `<use>` loads a document.
function isPictureOfUnstored({ client, destination, element }: FetchRequest): boolean {
  return (
    destination === "image" &&
    element !== "svg-use" &&
    client.isUnstored &&
    client.baseUrl.protocol === "http:"
  );
}

/** The range that is part of the key, where ranges are kept apart. */
export function keyRangeOf({ headerList }: FetchRequest, rules: HttpCacheRules): string | null {
  return rules.keyedByRange ? headerList.get("Range") : null;
}
