import {
  askedCodings,
  type ContentCoding,
  exactCodings,
  knownCodings,
  standardCodings,
} from "./content-codings.ts";
import { anyWithoutBlanks, token, tokenBeforeBlanks } from "./header-names.ts";
import {
  chunkSizeOrEnd,
  chunkSizeUpTo32Bits,
  exactChunkSize,
  exactLength,
  lengthOfLastLine,
  lengthOrNone,
  paddedChunkSize,
} from "./lengths.ts";
import { type Http1Reading, isKeptAlive, valuesOf } from "./reading.ts";
import { anyHttpStart, exactStart, http1Start, startBehindLineEnds } from "./starts.ts";
import { exactStatusLine, lenientStatusLine, upToThreeDigitsStatusLine } from "./status-lines.ts";
import {
  chunkedAmongOthers,
  chunkedSinceHttp11,
  exactTransferEncoding,
  lastOfLines,
} from "./transfer-encodings.ts";

const lists = new Set(["content-length", "content-disposition"]);

const always = (): boolean => true;

/**
 * RFC 9112, to the letter where it has one, and refusing where it leaves a choice.
 *
 * https://www.rfc-editor.org/rfc/rfc9112
 */
export const exactReading: Http1Reading = Object.freeze({
  // No number is given; it is the largest of those below.
  maxHeadSize: 384 * 1024,
  findStart: exactStart,
  // "A recipient of such a bare CR MUST consider that element to be invalid […]"
  readStatusLine: (line) => (line.includes("\r") ? null : exactStatusLine(line)),
  headless: "refused",
  headlessAnywhere: null,
  lineBreak: "lf",
  continuation: "collapsed",
  readName: tokenBeforeBlanks,
  dropsReturnsAroundValues: true,
  takesReturnsForSpaces: false,
  zeroByte: "in-head",
  truncatedHead: "unreadable",
  conflicting: new Set(["content-length"]),
  conflictingLists: lists,
  toldOnce: new Set<string>(),
  // https://fetch.spec.whatwg.org/#concept-http-network-fetch waits for another only for a WebSocket's sake.
  switchedProtocols: "unreadable",
  endAfterInterim: "closed",
  bodilessStatuses: new Set([101, 204, 304]),
  readContentLength: exactLength,
  readTransferEncoding: exactTransferEncoding,
  readChunkSize: exactChunkSize,
  chunkEnd: "empty-line",
  endsBetweenChunks: false,
  joinsChunks: false,
  badChunkTakesOthers: false,
  shortBodyFails: always,
  readContentCodings: standardCodings,
  undecodablePassedOn: new Set<ContentCoding>(),
  keepsWithoutLength: true,
  badChunksFailHead: false,
  tellsHead: "at-once",
  readSize: null,
  // Nothing says how much; what browsers that wait at all wait for.
  unwanted: { maxBytes: 16 * 1024, milliseconds: 5000 },
} satisfies Http1Reading);

/** Evidence: net/http/http_stream_parser.cc, http_response_headers.cc, http_util.cc, http_chunked_decoder.cc. */
export const chromiumReading: Http1Reading = Object.freeze({
  maxHeadSize: 256 * 1024,
  findStart: anyHttpStart,
  readStatusLine: lenientStatusLine,
  headless: "body-on-default-port",
  headlessAnywhere: /^icy /i,
  lineBreak: "any-run",
  continuation: "collapsed-behind",
  readName: tokenBeforeBlanks,
  // NB: A return ends a line: there is none in values.
  dropsReturnsAroundValues: true,
  takesReturnsForSpaces: false,
  zeroByte: "in-head",
  truncatedHead: "read-without-tls",
  conflicting: new Set(["content-length", "content-disposition", "location"]),
  conflictingLists: lists,
  toldOnce: new Set<string>(),
  switchedProtocols: "interim",
  // net/http/http_network_transaction.cc, DoReadHeadersComplete: what came before is made the best of.
  endAfterInterim: "bare-if-reused",
  bodilessStatuses: new Set([101, 204, 205, 304]),
  readContentLength: lengthOrNone,
  readTransferEncoding: chunkedSinceHttp11,
  readChunkSize: paddedChunkSize,
  chunkEnd: "empty-line",
  endsBetweenChunks: false,
  joinsChunks: true,
  badChunkTakesOthers: true,
  shortBodyFails: always,
  readContentCodings: askedCodings,
  undecodablePassedOn: new Set<ContentCoding>(),
  keepsWithoutLength: true,
  badChunksFailHead: false,
  tellsHead: "at-once",
  readSize: null,
  // net/http/http_response_body_drainer.h
  unwanted: { maxBytes: 16 * 1024, milliseconds: 5000 },
} satisfies Http1Reading);

/** Evidence: netwerk/protocol/http/nsHttpTransaction.cpp, nsHttpResponseHead.cpp, nsHttpChunkedDecoder.cpp. */
export const firefoxReading: Http1Reading = Object.freeze({
  maxHeadSize: 384 * 1024,
  findStart: http1Start,
  readStatusLine: upToThreeDigitsStatusLine,
  headless: "body",
  headlessAnywhere: null,
  lineBreak: "lf",
  continuation: "kept",
  readName: token,
  dropsReturnsAroundValues: false,
  takesReturnsForSpaces: false,
  zeroByte: "in-value",
  truncatedHead: "read",
  conflicting: new Set(["content-length", "content-disposition", "location"]),
  conflictingLists: new Set(["content-length"]),
  // netwerk/protocol/http/nsHttpHeaderArray.h, IsSingletonHeader, but for the type, whose lines are joined.
  toldOnce: new Set([
    "authorization",
    "content-disposition",
    "content-length",
    "from",
    "host",
    "if-modified-since",
    "if-unmodified-since",
    "location",
    "max-forwards",
    "proxy-authorization",
    "referer",
    "user-agent",
  ]),
  switchedProtocols: "response",
  endAfterInterim: "closed",
  bodilessStatuses: new Set([101, 204, 205, 304]),
  readContentLength: lengthOrNone,
  readTransferEncoding: chunkedAmongOthers,
  readChunkSize: chunkSizeUpTo32Bits,
  chunkEnd: "empty-lines",
  endsBetweenChunks: false,
  joinsChunks: true,
  badChunkTakesOthers: false,
  shortBodyFails: ({ status, version }) => Math.floor(status / 100) === 2 && version !== "1.0",
  readContentCodings: knownCodings,
  undecodablePassedOn: new Set<ContentCoding>(),
  keepsWithoutLength: true,
  badChunksFailHead: true,
  tellsHead: "with-body",
  readSize: null,
  // netwerk/protocol/http/nsHttpConnection.cpp, CloseTransaction: DontReuse
  unwanted: "closed-unless-whole",
} satisfies Http1Reading);

/** Evidence: libsoup/soup-headers.c, http1/soup-message-io-data.c, http1/soup-body-input-stream.c. */
export const libsoupReading: Http1Reading = Object.freeze({
  maxHeadSize: 64 * 1024,
  findStart: startBehindLineEnds,
  readStatusLine: exactStatusLine,
  headless: "refused",
  headlessAnywhere: null,
  lineBreak: "lf",
  continuation: "collapsed",
  readName: anyWithoutBlanks,
  dropsReturnsAroundValues: true,
  takesReturnsForSpaces: true,
  zeroByte: "in-head",
  truncatedHead: "read-after-line-end",
  conflicting: new Set<string>(),
  conflictingLists: lists,
  toldOnce: new Set<string>(),
  switchedProtocols: "interim",
  endAfterInterim: "closed",
  bodilessStatuses: new Set([101, 204, 304]),
  readContentLength: lengthOfLastLine,
  readTransferEncoding: lastOfLines,
  readChunkSize: chunkSizeOrEnd,
  chunkEnd: "line",
  endsBetweenChunks: true,
  joinsChunks: false,
  badChunkTakesOthers: false,
  // A length that is too large is forgiven to who says that it hangs up.
  shortBodyFails: (head) =>
    isKeptAlive(head) || valuesOf(head.headers, "transfer-encoding").length > 0,
  readContentCodings: exactCodings,
  undecodablePassedOn: new Set(["deflate", "gzip"] as const),
  // libsoup/soup-message.c, soup_message_is_keepalive: without one it would end with the connection, if it had a body.
  keepsWithoutLength: false,
  badChunksFailHead: false,
  tellsHead: "at-once",
  readSize: 8192,
  // libsoup/http1/soup-client-message-io-http1.c, soup_client_message_io_http1_skip
  unwanted: "closed",
} satisfies Http1Reading);
