import { type HeaderList, parseMimeType } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../../engines/engine.ts";
import { isTypeDropped } from "../../infrastructure/blob-type.ts";
import type { RequestBody } from "../../infrastructure/body.ts";
import { extractBody } from "../extract-body.ts";
import { randomBoundary } from "../multipart.ts";
import { serializeMimeType } from "../../infrastructure/mime-type.ts";

/**
 * Extracts what is given to `send`, and sets `Content-Type` among the author's request headers.
 *
 * https://xhr.spec.whatwg.org/#the-send()-method
 */
export function extractRequestBody(
  body: unknown,
  authorRequestHeaders: HeaderList,
  engine: EngineProfile,
): RequestBody {
  // 4.3. Otherwise: let bodyWithType be the result of safely extracting body; set this's request body
  //      to bodyWithType's body; set extractedContentType to bodyWithType's type.
  const given = toBodyInit(body);
  const bodyWithType = extractBody(given, () => randomBoundary(engine.formBoundary));

  // 4.4. Let originalAuthorContentType be the result of getting `Content-Type` from this's author
  //      request headers.
  const originalAuthorContentType = authorRequestHeaders.get("Content-Type");

  if (originalAuthorContentType !== null) {
    // 4.5. If originalAuthorContentType is non-null:
    // 4.5.1. If body is a Document object, a URLSearchParams object, or a string:
    if (typeof given === "string" || given instanceof URLSearchParams) {
      const type =
        engine.xhr.charsetReplaced === "in-place"
          ? replaceCharsets(originalAuthorContentType)
          : withUtf8Charset(originalAuthorContentType);
      if (type !== null) authorRequestHeaders.set("Content-Type", type);
    }
  } else if (bodyWithType.type !== null && isSendable(bodyWithType.type, given, engine)) {
    // 4.6.3. Otherwise, if extractedContentType is not null, set (`Content-Type`, extractedContentType)
    //        in this's author request headers.
    authorRequestHeaders.set("Content-Type", bodyWithType.type);
  }
  const { body: extracted } = bodyWithType;
  return given instanceof URLSearchParams && extracted.source !== null
    ? { ...extracted, isOfParts: true }
    : extracted;
}

/** What WebKit makes of a body that it then leaves out. */
export function nameUnsentType(
  body: unknown,
  authorRequestHeaders: HeaderList,
  { xhr }: EngineProfile,
): void {
  if (!xhr.unsentParametersSetType || !(body instanceof URLSearchParams)) return;
  if (authorRequestHeaders.contains("Content-Type")) return;
  authorRequestHeaders.set("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8");
}

/**
 * What is none of these becomes a string, a stream too.
 *
 * https://xhr.spec.whatwg.org/#typedefdef-xmlhttprequestbodyinit
 */
function toBodyInit(body: unknown): unknown {
  const isKnown =
    typeof body === "string" ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof FormData ||
    body instanceof URLSearchParams;
  return isKnown ? body : String(body);
}

function isSendable(type: string, given: unknown, { xhr }: EngineProfile): boolean {
  return !(given instanceof Blob) || !isTypeDropped(type, xhr.dropsInvalidBlobType);
}

/** The type in need of another charset, with that; null where it is fine as it is. */
function withUtf8Charset(contentType: string): string | null {
  // 4.5.1.1. Let contentTypeRecord be the result of parsing originalAuthorContentType.
  const record = parseMimeType(contentType);

  // 4.5.1.2. If contentTypeRecord is not failure, contentTypeRecord's parameters["charset"] exists, and
  //          parameters["charset"] is not an ASCII case-insensitive match for "UTF-8":
  const charset = record?.parameters.get("charset");
  if (record === null || charset === undefined || charset.toLowerCase() === "utf-8") return null;

  // 4.5.1.2.1. Set contentTypeRecord's parameters["charset"] to "UTF-8".
  // 4.5.1.2.2. Let newContentTypeSerialized be the result of serializing contentTypeRecord.
  const parameters = new Map(record.parameters).set("charset", "UTF-8");
  return serializeMimeType({ ...record, parameters });
}

/**
 * Whatever is called `charset` after a semicolon or a space, and quotes, spelling and all else as they
 * were.
 */
function replaceCharsets(contentType: string): string {
  // An empty one ends the search.
  let isOver = false;
  return contentType.replace(
    /(?<=[;\0- ])(charset[\0- ]*=[\0- "']*)([^\0- "';]*)/gi,
    (whole, start: string, charset: string) => {
      isOver ||= charset === "";
      return isOver ? whole : `${start}UTF-8`;
    },
  );
}
