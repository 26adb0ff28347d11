import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { isUntold } from "../../infrastructure/body.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import {
  libsoupHeaderNames,
  unknownToLibsoup,
  webkitHeaderNames,
} from "../../messages/webkit/header-names.ts";
import { allLines, inOrder, isMedia, scriptsNames, spelt, type WriteHead } from "./write-head.ts";

/** Source/WebCore/platform/network/soup/ResourceRequestSoup.cpp; libsoup/soup-client-message-io-http1.c */
export const writeWebKitHead: WriteHead = (head) => {
  const { request, url, headers } = head;
  const codings = url.protocol === "https:" ? "gzip, deflate, br" : "gzip, deflate";
  // What plays media asks by itself, but for parts.
  const isOfPlayer = isMedia(request) && !hasRange(headers);
  const isAnew = isBegunAnew(request, headers);
  // NB: What was begun anew asks for a part, and for codings none the less.
  const given = isAnew
    ? headers.filter(([name]) => name.toLowerCase() !== "accept-encoding")
    : headers;
  const lines = allLines({ ...head, headers: given }, [
    ["Connection", isOfPlayer ? "close" : "Keep-Alive"],
    isOfPlayer ? ["Icy-Metadata", "1"] : ["Accept-Encoding", codings],
  ]);
  const order =
    request.preflightFor === null ? orderOf(request, headers, isOfPlayer) : orderOfPreflight;
  return inOrder(spelt(lines, names), order);
};

const names = new Map([...webkitHeaderNames, ...libsoupHeaderNames]);

const ofStack = ["accept-encoding", "accept-language", "connection", "host"];
const metadata = ["sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site"];
const afterRedirects = ["pragma", "cache-control", "origin", "user-agent"];
const orderOfPreflight = [
  "origin",
  "access-control-request-method",
  "referer",
  "access-control-request-headers",
  "user-agent",
  "accept",
  ...ofStack,
  "sec-fetch-mode",
  "sec-fetch-dest",
  "sec-fetch-site",
  "*",
];

function orderOf(
  request: FetchRequest,
  headers: HeaderEntries,
  isOfPlayer: boolean,
): readonly string[] {
  const { body } = request;
  const ofBody = hasRange(headers) ? ["accept-encoding", "content-length"] : ["content-length"];
  const given = givenNames(request);
  const isLate = isOriginAnew(request);
  return [
    // What was tried as media and is none is asked for by its part first.
    ...(isMedia(request) ? ["range"] : []),
    // WebKit keeps those whose names it knows apart from others, and writes them first; and so does libsoup, which knows others.
    ...given.filter((name) => webkitHeaderNames.has(name) && !unknownToLibsoup.has(name)),
    "content-type",
    ...told(request, headers, isOfPlayer).filter((name) => name !== "origin" || !isLate),
    ...(isFoundAnew(request) ? afterRedirects : ["user-agent", "pragma", "cache-control"]),
    "if-modified-since",
    "if-none-match",
    ...given.filter((name) => libsoupHeaderNames.has(name)),
    // NB: That of what is no body to the page is put on by the network stack.
    ...(body === null || isUntold(body, { emptyPartsHaveLength: false }) ? [] : ofBody),
    // What asks at once is given the type it takes by the network's side.
    ...(request.synchronous ? ["accept"] : []),
    ...ofStack,
    "content-length",
    "cookie",
    ...given.filter((name) => unknownToLibsoup.has(name)),
    "icy-metadata",
    ...metadata,
    "*",
  ];
}

/** Whether the network stack has put its own name to what a redirect has led on. */
const isFoundAnew = ({ urlList, responseTainting }: FetchRequest): boolean =>
  urlList.length > 1 && responseTainting !== "cors";

/** Whether a redirect that has led to another origin has taken the line of the page's away, and put another behind the rest. */
const isOriginAnew = (request: FetchRequest): boolean =>
  isFoundAnew(request) &&
  request.urlList.some(({ origin }, hop, all) => hop > 0 && all[hop - 1]!.origin !== origin);

/** A hop without metadata was begun anew by who follows redirects; others are what they were, with another URL. */
const isBegunAnew = ({ urlList }: FetchRequest, headers: HeaderEntries): boolean =>
  urlList.length > 1 && !headers.some(([name]) => name.toLowerCase() === "sec-fetch-mode");

const hasRange = (headers: HeaderEntries): boolean =>
  headers.some(([name]) => name.toLowerCase() === "range");

const givenNames = (request: FetchRequest): readonly string[] =>
  request.initiator === "event-source" ? ["accept", "cache-control"] : scriptsNames(request);

/** What has been told of who asks, in the order in which it was added. */
function told(
  request: FetchRequest,
  headers: HeaderEntries,
  isOfPlayer: boolean,
): readonly string[] {
  const { initiator, urlList, mode, origin } = request;
  const isAnew = isBegunAnew(request, headers);
  const isOwn = urlList[0]!.origin === origin.serialization;
  if (request.synchronous) return isOwn ? ["referer", "origin"] : ["origin", "referer"];
  if (isOfPlayer)
    return isAnew
      ? ["connection", "accept", "origin", "referer"]
      : ["referer", "connection", "origin", "accept"];
  if (isAnew) return ["accept", "origin", "referer"];
  const isOfElement = initiator === "element";
  const isWithCors = mode === "cors" && initiator !== "beacon" && (isOfElement || !isOwn);
  if (initiator === "fetch")
    return isWithCors ? ["origin", "referer", "accept"] : ["referer", "accept", "origin"];
  return isWithCors ? ["origin", "accept", "referer"] : ["accept", "referer", "origin"];
}
