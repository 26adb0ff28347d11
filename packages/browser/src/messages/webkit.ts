import { isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import { withoutFragment } from "../infrastructure/url.ts";
import type { EngineMessages } from "./messages.ts";
import { webkitMisuse } from "./misuse/webkit.ts";
import { ofAccess } from "./webkit/access.ts";
import { integrityLines } from "./webkit/integrity.ts";
import { locationLines, redirectSchemeLines } from "./webkit/location.ts";
import {
  insecureButLoaded,
  insecureContent,
  notRequested,
  upgradeableLines,
} from "./webkit/not-requested.ts";
import { reasonOf } from "./webkit/reasons.ts";
import { invalidPreloadLines } from "./webkit/invalid-preload.ts";
import { refusedTypeLines } from "./webkit/refused-type.ts";
import { ONLY_HTTP, refusedSchemeLines, schemeLines } from "./webkit/schemes.ts";
import { statusLines } from "./webkit/status.ts";
import {
  cannotLoad,
  deniedTaking,
  nameOf,
  restrictedPort,
  unsafeAttempt,
} from "./webkit/subjects.ts";
import { transportLines } from "./webkit/transport.ts";
import { webkitXmlHttpRequest } from "./xml-http-request/webkit.ts";

/** Lines on a console, null among them where this kind of request has none in that place. */
export type Lines = readonly (string | null)[];

export const webkitMessages: EngineMessages = {
  failed: "Load failed",
  bodyFailed: () => "Load failed",
  misuse: webkitMisuse,
  xmlHttpRequest: webkitXmlHttpRequest,
  parameter: ({ parameter }) => parameter,
  failedResource: () => null,
  started: insecureButLoaded,
  mixedContent: null,
  takenPicture: () => [],
  mismatchedPreload: () => [],
  invalidPreload: invalidPreloadLines,
  deniedTaking,
  refusedScheme: refusedSchemeLines,
  refusedType: refusedTypeLines,
  failedFont: () => [],
  leavableSandbox: [],
  refusedCookie: () => null,
  passed: statusLines,
  console(failure, request) {
    // Each looks for itself whether the bytes are those that it was told to expect.
    const told = failure.isTold === true && failure.code !== "SubresourceIntegrity";
    const lines = (
      told ? [cannotLoad(failure.url, request, "")] : linesOf(failure, request)
    ).filter((line) => line !== null);
    return lines.length === 0 ? null : lines.join("\n");
  },
};

function linesOf(failure: NetworkFailure, request: FetchRequest): Lines {
  if (isRefusedByMode(failure, request)) return refusedByMode(failure, request);
  if (mustFollow(failure, request))
    return ["No-Cors mode requires follow redirect mode", ...notRequested(failure, request)];
  const { url } = failure;
  switch (failure.code) {
    case "KeepaliveTooLarge":
      return [
        request.initiator === "beacon" ? null : KEEPALIVE_FULL,
        cannotLoad(url, request, KEEPALIVE_FULL),
      ];
    case "DisallowedByMode":
      return ofAccess(unsafeAttempt(url, request), failure, request);
    case "BadPort":
      if (request.urlList.length > 1 && request.wasPreflighted)
        return ofAccess("CORS-preflight request was blocked", failure, request);
      return blockedPlace(failure, request);
    case "RestrictedHost":
      return blockedPlace(failure, request);
    case "MixedContent":
      return [
        ...(request.urlList.length > 1 ? upgradeableLines(new URL(url), request) : []),
        insecureContent(failure, request),
        ...notRequested(failure, request),
      ];
    case "CorsDisabledScheme":
      return request.initiator === "element"
        ? schemeLines(failure, request)
        : [ONLY_HTTP, cannotLoad(url, request, "")];
    case "BlobMethod":
      return request.synchronous ? [] : ["Failed to load resource"];
    case "BlobRange":
      return [`Failed to load resource${isOfNothing(request) ? `: ${INTERNAL}` : ""}`];
    case "BlobUrlNotFound":
      return request.responseTainting === "basic"
        ? ["Failed to load resource"]
        : schemeLines(failure, request);
    case "InvalidDataUrl":
      if (request.synchronous) return [`Failed to load resource: ${INTERNAL}`];
      return [
        "Failed to load resource: Data URL decoding failed",
        request.urlList.length === 1 ? `${nameOf(request)} cannot load ${url}.` : null,
      ];
    case "UnsupportedScheme":
      return schemeLines(failure, request);
    case "InvalidLocation":
      return locationLines(failure, request);
    case "RedirectScheme":
      return redirectSchemeLines(failure, request);
    case "TransportFailed":
      return transportLines(failure, request);
    case "SubresourceIntegrity":
      return integrityLines(failure, request);
    default:
      return ofAccess(reasonOf(failure, request), failure, request);
  }
}

const KEEPALIVE_FULL = "Reached maximum amount of queued data of 64Kb for keepalive requests";
const isAnywhere = (hostname: string): boolean => hostname === "0.0.0.0";

/** A port or a host that nothing is asked of. */
function blockedPlace(failure: NetworkFailure, request: FetchRequest): Lines {
  const { destination, urlList } = request;
  const isMedia = destination === "audio" || destination === "video";
  const url =
    urlList.length === 1 && !isMedia ? withoutFragment(new URL(failure.url)) : failure.url;
  const { hostname, port } = new URL(url);
  return [
    isAnywhere(hostname)
      ? `Not allowed to use restricted network host "${hostname}": ${url}`
      : restrictedPort(port, url),
    request.initiator === "beacon"
      ? cannotLoad(url, request, "Not allowed to use restricted network port")
      : null,
  ];
}

const INTERNAL = "WebKit encountered an internal error";

/** Whether it asks for the last no bytes. */
const isOfNothing = ({ headerList }: FetchRequest): boolean =>
  /^bytes=-0+$/i.test(headerList.get("Range") ?? "");

const refusedLater: ReadonlySet<string> = new Set([
  "BadPort",
  "DisallowedByMode",
  "MixedContent",
  "RestrictedHost",
]);

/** What a page keeps to itself it refuses before it looks at anything else. */
const isRefusedByMode = ({ code, url }: NetworkFailure, request: FetchRequest): boolean =>
  refusedLater.has(code) &&
  request.mode === "same-origin" &&
  request.urlList.length === 1 &&
  !isSameOrigin(originOfUrl(new URL(url)), request.origin);

/** Which is looked at before mixed content is, too. */
const mustFollow = ({ code, anchor }: NetworkFailure, request: FetchRequest): boolean =>
  request.mode === "no-cors" &&
  request.redirectMode !== "follow" &&
  request.urlList.length === 1 &&
  anchor === "#concept-main-fetch" &&
  (code === "RedirectDisallowed" || code === "MixedContent");

function refusedByMode({ url }: NetworkFailure, request: FetchRequest): Lines {
  return request.initiator === "element"
    ? [unsafeAttempt(withoutFragment(new URL(url)), request)]
    : [`${nameOf(request)} cannot load ${url}.`];
}
