import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import { isPotentiallyTrustworthy } from "../../infrastructure/url.ts";
import { blinkHeaderOrder } from "../blink-header-order.ts";
import {
  beganWithoutOrigin,
  inOrder,
  isSafeFromMiddlemen,
  scriptsNames,
  withMissing,
  type WriteHead,
} from "./write-head.ts";

/** net/http/http_network_transaction.cc, BuildRequestHeaders; services/network/url_loader.cc */
export const writeChromiumHead: WriteHead = ({ request, url, headers, framing }) => {
  const codings = isSafeFromMiddlemen(url) ? "gzip, deflate, br, zstd" : "gzip, deflate";
  const lines = withMissing(headers, [
    ["Host", url.host],
    ["Connection", "keep-alive"],
    ["Accept-Encoding", codings],
    ...framing,
    ...hintsOf(request, url),
  ]);
  return inOrder(
    lines,
    request.preflightFor === null ? orderOf(request, headers) : orderOfPreflight,
  );
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

function orderOf(request: FetchRequest, headers: HeaderEntries): readonly string[] {
  const isWorker = request.destination === "worker";
  const isMedia = request.destination === "audio" || request.destination === "video";
  const isToldEarly = request.initiator === "element" && !isMedia && request.mode === "cors";
  const table = blinkHeaderOrder(request, isToldEarly ? ["origin"] : []);
  const own = scriptsNames(request);
  // What a redirect adds comes behind what was there before.
  const isToldLate =
    request.urlList.length > 1 &&
    (beganWithoutOrigin(request) || request.method !== request.initial?.method);
  // The HTTP cache takes it apart, and puts it together behind all others.
  const isPart = isMedia || isAskedOfCache(request, headers);
  return [
    ...start.filter((name) => !own.includes(name)),
    ...(isPart ? table.filter((name) => name !== "range") : isWorker ? [] : table),
    "accept",
    ...(isToldLate ? [...metadata, "origin"] : ["origin", ...metadata]),
    "referer",
    // What starts a worker isn't asked for by a page of Blink.
    "user-agent",
    ...end,
    "*",
    "range",
  ];
}

/** net/http/partial_data.cc, Init; net/http/http_cache_transaction.cc, SetRequest */
function isAskedOfCache({ method }: FetchRequest, headers: HeaderEntries): boolean {
  if (method !== "GET") return false;
  if (headers.some(([name]) => /^(?:if-|pragma$|cache-control$)/i.test(name))) return false;
  const range = headers.find(([name]) => name.toLowerCase() === "range");
  return range !== undefined && /^bytes=(?:\d+-\d*|-\d+)$/i.test(range[1]);
}
