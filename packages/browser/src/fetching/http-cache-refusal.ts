import { corsCheck, type HeaderList, isRedirectStatus } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { ResponseBody } from "../infrastructure/body.ts";
import {
  currentUrl,
  type FetchRequest,
  serializedOrigin,
} from "../infrastructure/fetch-request.ts";
import type { FateOfRefused, HttpCacheRules } from "../infrastructure/http-cache-rules.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { beginsAsImage, beginsAsMedia } from "../infrastructure/signatures.ts";
import { isBlockedByCrossOriginResourcePolicy } from "./cross-origin-resource-policy-check.ts";

/** Whether the response will be kept from whoever asked for it. */
export function isRefused(
  request: FetchRequest,
  response: FetchResponse,
  engine: EngineProfile,
): boolean {
  switch (request.responseTainting) {
    case "basic":
      return false;
    case "opaque":
      return isBlockedByCrossOriginResourcePolicy(
        request.origin,
        currentUrl(request),
        response,
        engine,
      );
    case "cors": {
      const { credentialsMode } = request;
      const origin = serializedOrigin(request);
      return !corsCheck({ credentialsMode, origin }, response.headerList).ok;
    }
  }
}

/** What becomes of the response if it is refused. */
export function fateOfRefused(
  { responseTainting }: FetchRequest,
  { refused, refusedByPolicy }: HttpCacheRules,
): FateOfRefused {
  return responseTainting === "opaque" ? refusedByPolicy : refused;
}

/**
 * How many bytes of a refused response's body are read before anybody notices the refusal; null where
 * it is noticed by the headers alone. Of a redirect there is nothing to read.
 */
export function bytesReadBeforeRefusal(
  { responseTainting, initiator }: FetchRequest,
  { status, headerList }: FetchResponse,
): number | null {
  if (isRedirectStatus(status) && (headerList.get("Location") ?? "") !== "") return 0;
  if (responseTainting !== "cors") return null;
  // NB: What asks for streams is given them as they come.
  if (initiator === "fetch" || initiator === "event-source") return null;
  return isNosniff(headerList) ? null : sniffedLength(headerList.get("Content-Type"));
}

/** Whether nothing is told of a response of which so much has come, because its type is looked for there. */
export function isTypeAwaited(headerList: HeaderList, bytes: Uint8Array): boolean {
  const type = headerList.get("Content-Type") ?? "";
  if (isNosniff(headerList)) return false;
  // NB: It may be a document of an office suite.
  const length =
    sniffedLength(type) ??
    (/^application\/octet-stream\s*(?:;|$)/i.test(type) ? MAX_SNIFFED_OFFICE : 0);
  return bytes.length < length && !(length === MAX_SNIFFED_XML && hasPlainTag(bytes));
}

/** net/base/mime_sniffer.cc, SniffXML */
function hasPlainTag(bytes: Uint8Array): boolean {
  const tags = String.fromCharCode(...bytes).match(/<.{0,8}/gs) ?? [];
  const plain = tags.findIndex((tag) => !/^<(?:\?xml|!doctype)/i.test(tag));
  return plain !== -1 && plain < MAX_SNIFFED_TAGS;
}

const isNosniff = (headerList: HeaderList): boolean =>
  headerList.get("X-Content-Type-Options")?.trim().toLowerCase() === "nosniff";

// net/base/mime_sniffer.cc
const MAX_SNIFFED = 1024;
const MAX_SNIFFED_XML = 300;
const MAX_SNIFFED_OFFICE = 8;
const MAX_SNIFFED_TAGS = 5;

const sniffed: ReadonlyMap<string, number> = new Map([
  ["", MAX_SNIFFED],
  ["*/*", MAX_SNIFFED],
  ["application/unknown", MAX_SNIFFED],
  ["application/xml", MAX_SNIFFED_XML],
  ["text/plain", MAX_SNIFFED],
  ["text/xml", MAX_SNIFFED_XML],
  ["unknown/unknown", MAX_SNIFFED],
]);

/**
 * Before how many bytes it is certain what a response of that type is, if nothing in them tells sooner.
 *
 * https://mimesniff.spec.whatwg.org/#mime-type-sniffing-algorithm, as net/base/mime_sniffer.cc has it
 */
function sniffedLength(contentType: string | null): number | null {
  const last = contentType?.split(",").at(-1)!.split(";", 1)[0]!.trim().toLowerCase() ?? "";
  return last.includes("/") ? (sniffed.get(last) ?? null) : MAX_SNIFFED;
}

/**
 * Reads no further than needed to tell whether the body ends within so many bytes; a longer one is given up, and
 * so is what shows by its first bytes what it is.
 */
export async function readToTell(body: ResponseBody | null, limit: number): Promise<void> {
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      const isFirst = length === 0;
      length += chunk.length;
      // NB: A chunk may be the whole of a long body: it is looked into only where that can tell more.
      if (length >= limit || (isFirst && showsWhatItIs(chunk))) return;
    }
  } catch {
    // A body that breaks off is lost to the cache, which is told by itself.
  }
}

/** net/base/mime_sniffer.cc, SniffForMagicNumbers and SniffBinary */
function showsWhatItIs(bytes: Uint8Array): boolean {
  return (
    beginsAsImage(bytes) ||
    beginsAsMedia(bytes) ||
    bytes.some((byte) => byte < 0x20 && !textControls.has(byte))
  );
}

// https://mimesniff.spec.whatwg.org/#binary-data-byte
const textControls: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);
