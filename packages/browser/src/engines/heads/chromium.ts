import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { codingsAskedFor } from "../../http1/content-codings.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import { parseRange } from "../../infrastructure/parsed-range.ts";
import { isPotentiallyTrustworthy } from "../../infrastructure/url.ts";
import { blinkHeaderOrder } from "../blink-header-order.ts";
import { allLines, inOrder, isMedia, scriptsNames, spelt, type WriteHead } from "./write-head.ts";

/** net/http/http_network_transaction.cc, BuildRequestHeaders; services/network/url_loader.cc */
export const writeChromiumHead: WriteHead = (head) => {
  const { request, url, headers } = head;
  const lines = allLines(head, [
    ["Connection", "keep-alive"],
    ["Accept-Encoding", codingsAskedFor(url).join(", ")],
    ...hintsOf(request, url),
  ]);
  if (request.preflightFor !== null) return inOrder(lines, orderOfPreflight);
  // The HTTP cache takes it apart, and puts it together behind all others.
  const isPart = isMedia(request) || isAskedOfCache(request, headers);
  const written = writtenFirst(request);
  const names = isPart ? new Map([...written, ["range", "Range"]]) : written;
  return inOrder(spelt(lines, names), orderOf(request, written, isPart));
};

/** https://wicg.github.io/ua-client-hints/: what every origin that can keep a secret is told unasked. */
const hints: HeaderEntries = [
  ["sec-ch-ua-platform", '"Linux"'],
  ["sec-ch-ua", '"Not:A-Brand";v="8", "Chromium";v="156"'],
  ["sec-ch-ua-mobile", "?0"],
];

function hintsOf({ preflightFor, destination }: FetchRequest, url: URL): HeaderEntries {
  if (preflightFor !== null || destination === "worker") return [];
  return isPotentiallyTrustworthy(url) ? hints : [];
}

const start = [
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "pragma",
  "cache-control",
];
const end = ["accept-encoding", "accept-language", "cookie"];

const conditions = ["if-range", "if-none-match", "if-modified-since"];

const orderOfPreflight = [
  ...start,
  "accept",
  "access-control-request-method",
  "access-control-request-headers",
  "origin",
  "user-agent",
  "sec-fetch-mode",
  "sec-fetch-site",
  "sec-fetch-dest",
  "referer",
  ...end,
];

const metadata = ["sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "sec-fetch-storage-access"];

const nothing: ReadonlyMap<string, string> = new Map();
const validating: ReadonlyMap<string, string> = new Map([["cache-control", "Cache-Control"]]);
const bypassing: ReadonlyMap<string, string> = new Map([["pragma", "Pragma"], ...validating]);

/** What the cache mode writes before anything else, whose place and spelling stay when a script's own value takes that of its own. */
function writtenFirst({ cacheMode, headerList }: FetchRequest): ReadonlyMap<string, string> {
  switch (cacheMode) {
    case "no-store":
    case "reload":
      return bypassing;
    case "no-cache":
      return validating;
    case "default":
      return isConditional(headerList) ? validating : nothing;
    default:
      return nothing;
  }
}

function orderOf(
  request: FetchRequest,
  written: ReadonlyMap<string, string>,
  isPart: boolean,
): readonly string[] {
  const isWorker = request.destination === "worker";
  const isOfElement = request.initiator === "element" && !isMedia(request);
  const table = blinkHeaderOrder(request, isOfElement && request.mode === "cors" ? ["origin"] : []);
  const own = scriptsNames(request);
  // What a redirect adds comes behind what was there before.
  const isOriginLate =
    request.urlList.length > 1 &&
    (beganWithoutOrigin(request) || request.method !== request.initial?.method);
  return [
    ...start.filter((name) => written.has(name) || !own.includes(name)),
    ...(isPart ? table.filter((name) => name !== "range") : isWorker ? [] : table),
    "accept",
    ...(isOriginLate ? [...metadata, "origin"] : ["origin", ...metadata]),
    "referer",
    // What starts a worker isn't asked for by a page of Blink.
    "user-agent",
    ...end,
    "*",
    "range",
    ...conditions.filter((name) => !own.includes(name)),
  ];
}

/** net/http/partial_data.cc, Init; net/http/http_cache_transaction.cc, SetRequest */
function isAskedOfCache(
  { method, cacheMode, headerList }: FetchRequest,
  headers: HeaderEntries,
): boolean {
  // NB: Of the headers, conditions may be the cache's own.
  if (method !== "GET" || cacheMode === "no-store" || isConditional(headerList)) return false;
  const range = headers.find(([name]) => name.toLowerCase() === "range");
  return range !== undefined && parseRange(range[1]) !== null;
}

const isConditional = (list: FetchRequest["headerList"]): boolean =>
  list.some((name) => /^if-/i.test(name));

/** Whether its first hop was one from an origin to itself that tells no `Origin`. */
function beganWithoutOrigin({ urlList, origin, initial }: FetchRequest): boolean {
  const isOwn = urlList[0]!.origin === origin.serialization;
  return isOwn && (initial === null || initial.method === "GET" || initial.method === "HEAD");
}
