import type { HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { UnreadableResponse } from "../http1/unreadable.ts";
import { begun, joined, type ResponseBody } from "../infrastructure/body.ts";
import { isNosniff } from "../infrastructure/blocked-type.ts";
import { contentTypeOf, isJavaScriptType } from "../infrastructure/content-type.ts";
import { parsesAsJson, parsesAsScript } from "../infrastructure/script-text.ts";
import { beginsAsImage, beginsAsMedia } from "../infrastructure/signatures.ts";
import { beginsAsData, beginsAsHtml, beginsAsXml } from "../infrastructure/text-signatures.ts";

/** "Wait for 1024 bytes of response or end-of-file, whichever comes first". */
const SNIFFED_BYTES = 1024;

/** More than that is not read and parsed for nothing but a judgement. */
const MAX_PARSED_BYTES = 1024 * 1024;

/** Types of which scripts, pictures and styles are never. */
const neverSniffed: ReadonlySet<string> = new Set([
  "application/gzip",
  "application/msexcel",
  "application/mspowerpoint",
  "application/msword",
  "application/msword-template",
  "application/pdf",
  "application/vnd.ces-quickpoint",
  "application/vnd.ces-quicksheet",
  "application/vnd.ces-quickword",
  "application/vnd.ms-excel",
  "application/vnd.ms-excel.sheet.macroenabled.12",
  "application/vnd.ms-powerpoint",
  "application/vnd.ms-powerpoint.presentation.macroenabled.12",
  "application/vnd.ms-word",
  "application/vnd.ms-word.document.12",
  "application/vnd.ms-word.document.macroenabled.12",
  "application/vnd.msword",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/vnd.openxmlformats-officedocument.presentationml.template",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
  "application/vnd.presentation-openxml",
  "application/vnd.presentation-openxmlm",
  "application/vnd.spreadsheet-openxml",
  "application/vnd.wordprocessing-openxml",
  "application/x-gzip",
  "application/x-protobuf",
  "application/zip",
  "multipart/byteranges",
  "multipart/signed",
  "text/csv",
  "text/event-stream",
]);

/** Types that are let through unseen. */
const safelisted =
  /^(?:text\/css|image\/svg\+xml|(?:audio|video)\/.*|application\/(?:ogg|dash\+xml|vnd\.apple\.mpegurl)|text\/vtt)$/;
const documents =
  /^(?:text\/(?:html|plain|xml|json)|application\/(?:xml|json|json\+protobuf)|.*\+(?:json|xml))$/;

/**
 * Whether the type of an opaque response tells what becomes of it.
 *
 *     "allowed", "blocked"   it does
 *     "sniffed"              the first bytes have to
 */
export function judgeOpaqueType({
  status,
  headerList,
}: Pick<FetchResponse, "status" | "headerList">): "allowed" | "blocked" | "sniffed" {
  // 1. Let mimeType be the result of extracting a MIME type from response's header list.
  // 2. Let nosniff be the result of determining nosniff given response's header list.
  const type = contentTypeOf(headerList)?.essence ?? "";

  // 3.1. If mimeType is an opaque-safelisted MIME type, then return true.
  // NB: Scripts are looked into all the same.
  if (safelisted.test(type)) return "allowed";
  // 3.2. If mimeType is an opaque-blocklisted-never-sniffed MIME type, then return false.
  if (neverSniffed.has(type) || type === "text/pdf") return "blocked";
  // 3.4. If nosniff is true and mimeType is an opaque-blocklisted MIME type or its essence is
  //      "text/plain", then return false.
  if (documents.test(type) && isNosniff(headerList)) return "blocked";

  // 4. [A part from within of what has not begun as a film is not let through.]
  const range = headerList.get("Content-Range") ?? "";
  if (status === 206 && /^bytes[ \t]+0*[1-9]\d*-/i.test(range)) return "blocked";
  return "sniffed";
}

/**
 * What Firefox lets through unseen, beside scripts. Sounds and films are not among it: they are to look like some.
 *
 * netwerk/protocol/http/OpaqueResponseUtils.cpp, IsOpaqueSafeListedMIMEType and IsOpaqueSafeListedSpecBreakingMIMEType
 */
const safelistedBesideScripts: ReadonlySet<string> = new Set([
  "application/dash+xml",
  "application/vnd.apple.mpegurl",
  "audio/mpegurl",
  "image/svg+xml",
  "text/css",
  "text/vtt",
]);

/** Whether a response is let through by its type, where whatever else is left over has to parse as a script. */
export function isSafelistedBesideScripts(headerList: HeaderList): boolean {
  const mimeType = contentTypeOf(headerList);
  const type = mimeType?.essence ?? "";
  return (
    isJavaScriptType(mimeType) ||
    safelistedBesideScripts.has(type) ||
    // https://bugzilla.mozilla.org/show_bug.cgi?id=1828375
    (type === "text/plain" && isNosniff(headerList))
  );
}

/** The same as {@link judgeOpaqueType} there. */
export function judgeOpaqueTypeOfScripts({
  status,
  headerList,
}: Pick<FetchResponse, "status" | "headerList">): "allowed" | "blocked" | "sniffed" {
  if (isSafelistedBesideScripts(headerList)) return "allowed";
  const type = contentTypeOf(headerList)?.essence ?? "";
  if (neverSniffed.has(type)) return "blocked";
  // 3.3. If response's status is 206 and mimeType is an opaque-blocklisted MIME type, then return false.
  // NB: Of `nosniff`, "text/plain" is none of those either.
  const isListed = documents.test(type) && type !== "text/plain";
  return isListed && (status === 206 || isNosniff(headerList)) ? "blocked" : "sniffed";
}

/** What was looked into, and the same body, to be read. */
interface Look {
  readonly isBlocked: boolean;
  readonly body: ResponseBody;
  /** Found in the body where no type is told; null where none is, or nobody looks. */
  readonly type?: string | null;
}

/** Whether a body is kept from elements, because it begins as a document or as data. */
export async function lookForData(
  response: Pick<FetchResponse, "headerList">,
  body: ResponseBody,
): Promise<Look> {
  const start = await begun(body, SNIFFED_BYTES);
  return { isBlocked: isBlockedByBytes(response, joined(start.atHand)), body: start.body };
}

/**
 * Whether a body is kept from its page, because its beginning is that of no picture and no sound, and all of it no script.
 *
 * Firefox parses a body of any length. Here one that is too long to parse is taken for no script, and blocked.
 */
export async function lookForScript(
  response: Pick<FetchResponse, "status" | "headerList">,
  body: ResponseBody,
  /** Whether it is parsed once all of it has come; it is waited for in any case. */
  parsing: "parsed" | "awaited" = "parsed",
): Promise<Look> {
  // NB: Only what has come by then, however little it is.
  const start = await begun(body, 1);
  const bytes = joined(start.atHand);
  const judgement = judgeStart(response, bytes);
  const type = contentTypeOf(response.headerList) === null ? typeFound(bytes) : null;
  if (judgement !== "parsed") return { isBlocked: judgement === "blocked", body: start.body, type };
  const whole = await begun(start.body, MAX_PARSED_BYTES + 1);
  const length = whole.atHand.reduce((sum, chunk) => sum + chunk.length, 0);
  const isPassed =
    parsing === "parsed" && length <= MAX_PARSED_BYTES && isScript(joined(whole.atHand));
  return { isBlocked: !isPassed, body: whole.body };
}

function typeFound(bytes: Uint8Array): string | null {
  if (beginsAsImage(bytes)) return "image/*";
  return beginsAsMedia(bytes) ? "audio/*" : null;
}

/** What the first bytes then tell: in the end it is for the whole body to show. */
function judgeStart(
  { status, headerList }: Pick<FetchResponse, "status" | "headerList">,
  start: Uint8Array,
): "allowed" | "blocked" | "parsed" {
  if (beginsAsMedia(start) || beginsAsImage(start)) return "allowed";
  // 10. If nosniff is true, then return false.
  // 11. If response's status is not an ok status, then return false.
  if (isNosniff(headerList) || status < 200 || status > 299) return "blocked";
  // 12. If mimeType is failure, then return true.
  const type = contentTypeOf(headerList)?.essence ?? "";
  if (type === "") return "allowed";
  // 13. If mimeType's essence starts with "audio/", "image/", or "video/", then return false.
  return /^(?:audio|image|video)\//.test(type) ? "blocked" : "parsed";
}

/** Whether who looks into it finds that it can't be decoded. Of Brotli's codes that shows too late. */
export function isFoundUndecodable(
  { headerList }: Pick<FetchResponse, "headerList">,
  cause: unknown,
): boolean {
  const isUndecodable = cause instanceof UnreadableResponse && cause.fault === "undecodable";
  return isUndecodable && /gzip|deflate/i.test(headerList.get("Content-Encoding") ?? "");
}

/** 15. If response's body parses as JavaScript and does not parse as JSON, then return true. */
function isScript(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  return parsesAsScript(text) && !parsesAsJson(text);
}

/** Whether the first bytes are those of a document or of data, as long as it has a type. */
function isBlockedByBytes(
  { headerList }: Pick<FetchResponse, "headerList">,
  bytes: Uint8Array,
): boolean {
  // 7. If the audio or video type pattern matching algorithm given bytes does not return undefined, then:
  //    […] return true.
  // 9. If the image type pattern matching algorithm given bytes does not return undefined, then return
  //    true.
  // 12. If mimeType is failure, then return true.
  if (beginsAsMedia(bytes) || beginsAsImage(bytes) || contentTypeOf(headerList) === null)
    return false;
  // NB: Whether the rest parses as a script, nobody looks.
  const text = String.fromCharCode(...bytes.subarray(0, SNIFFED_BYTES));
  return beginsAsHtml(text) || beginsAsXml(text) || beginsAsData(text);
}

/**
 * Whether it is for this to decide.
 *
 * https://whatpr.org/fetch/1442.html#orb-algorithm, as services/network/orb/orb_impl.cc has it
 */
export function isWatched(
  { origin, urlList, destination }: FetchRequest,
  { blocksOpaqueResponses }: EngineProfile,
): boolean {
  if (blocksOpaqueResponses === "none") return false;
  // NB: Firefox leaves what a script fetches alone. What is led home stays another's to it.
  if (blocksOpaqueResponses === "unless-script") return destination !== "";
  return urlList.at(-1)!.origin !== origin.serialization;
}
