import { corsErrorCodes } from "@crosswalk/cors/protocol";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { SIGNATURE } from "../infrastructure/integrity-rules.ts";
import { cannotLoad } from "./chromium/cannot-load.ts";
import { clearedDataLines } from "./chromium/cleared-data.ts";
import { corsLine } from "./chromium/cors.ts";
import { integrityLines } from "./chromium/integrity.ts";
import { integrityMetadataLines } from "./chromium/integrity-metadata.ts";
import { invalidPreloadLines } from "./chromium/invalid-preload.ts";
import { mismatchedPreloadLines } from "./chromium/mismatched-preload.ts";
import {
  blockedLine,
  mixedContentLines,
  passedLines,
  upgradedSoundLines,
} from "./chromium/mixed-content.ts";
import { isOfMode, modeLine, unsafeAttempt } from "./chromium/mode.ts";
import { netErrorOf } from "./chromium/net-errors.ts";
import { isRedirectToScheme, redirectSchemeLine, schemeLine } from "./chromium/schemes.ts";
import { refusedTypeLines } from "./chromium/refused-type.ts";
import { statusLines } from "./chromium/status.ts";
import { failedFontLines } from "./chromium/failed-font.ts";
import type { EngineMessages } from "./messages.ts";
import { chromiumMisuse } from "./misuse/chromium.ts";
import { chromiumXmlHttpRequest } from "./xml-http-request/chromium.ts";

const codes: ReadonlySet<string> = new Set(corsErrorCodes);

export const chromiumMessages: EngineMessages = {
  failed: "Failed to fetch",
  bodyFailed: (_, state) => (state === "read" ? "Failed to fetch" : "network error"),
  misuse: chromiumMisuse,
  xmlHttpRequest: chromiumXmlHttpRequest,
  /** As text, as far as it is that; and a URL with a password is not passed on. */
  parameter({ code, parameter }) {
    if (code === "CorsDisabledScheme" || code === "RedirectContainsCredentials") return "";
    return codes.has(code) ? (decodeUtf8(parameter) ?? "") : parameter;
  },
  console(failure, request) {
    if (failure.isTold === true) return null;
    if (isOfMode(failure, request)) return modeLine(failure, request);
    if (isRedirectToScheme(failure)) return redirectSchemeLine(failure, request);
    switch (failure.code) {
      case "CorsDisabledScheme":
      case "UnsupportedScheme":
        return schemeLine(failure, request);
      case "BlobUrlNotFound":
        return request.responseTainting === "basic" ? null : schemeLine(failure, request);
      case "MixedContent":
        return blockedLine(failure, request);
      case "RedirectDisallowed":
        return failure.anchor === "#concept-main-fetch"
          ? cannotLoad(
              failure.url,
              'Request mode is "no-cors" but the redirect mode is not "follow".',
            )
          : null;
      case "SubresourceIntegrity":
        return failure.parameter === SIGNATURE
          ? null
          : behindMetadata(integrityLines(failure, request), request);
      case "TransportFailed":
        // Of what was to be compared, and broke off.
        return failure.anchor === "#concept-main-fetch" && request.initiator === "fetch"
          ? behindMetadata(cannotLoad(request.urlList[0]!.href, ""), request)
          : null;
      default:
        return corsLine(failure.code, failure, request);
    }
  },
  failedResource(failure, request) {
    // A worker's script is asked for by the browser itself.
    const isUntold = failure.isTold === true || request.destination === "worker";
    const error = isUntold ? null : netErrorOf(failure, request);
    return error === null ? null : `Failed to load resource: net::${error}`;
  },
  started: (request) => [
    ...integrityMetadataLines(request, "element"),
    ...mixedContentLines(request, currentUrl(request)),
  ],
  mixedContent: passedLines,
  takenPicture: (url, client) => mixedContentLines({ client, destination: "image" }, url),
  mismatchedPreload: mismatchedPreloadLines,
  invalidPreload: invalidPreloadLines,
  deniedTaking: () => [],
  refusedScheme: (kind, { href }, client) =>
    kind === "svg-use" ? [unsafeAttempt(href, client)] : [],
  refusedType: refusedTypeLines,
  failedFont: failedFontLines,
  // NB: So it says of a page without a frame, too, that its own policy sandboxes.
  leavableSandbox: [
    "An iframe which has both allow-scripts and allow-same-origin for its sandbox attribute can escape its sandboxing.",
  ],
  clearedData: clearedDataLines,
  refusedCookie: () => null,
  passed: (response, request) => [
    ...statusLines(response, request),
    ...integrityMetadataLines(request, "fetch"),
    ...upgradedSoundLines(request),
  ],
};

/** What a fetch's metadata is told to be comes before what came of it. */
function behindMetadata(line: string | null, request: FetchRequest): string | null {
  const lines = [...integrityMetadataLines(request, "fetch"), ...(line === null ? [] : [line])];
  return lines.length === 0 ? null : lines.join("\n");
}

/** Null of what isn't UTF-8. */
function decodeUtf8(text: string): string | null {
  if (!/[\x80-\xff]/.test(text)) return text;
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
