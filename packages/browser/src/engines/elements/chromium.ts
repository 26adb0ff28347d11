import { complaintsOfSanitizer } from "../../infrastructure/font-sanitizer.ts";
import type { ElementRules, PreloadShare } from "../../infrastructure/element-rules.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import type { ReferrerPolicy } from "../../infrastructure/referrer-policy.ts";
import { isNetworksOwnScheme } from "../../messages/networks-own-scheme.ts";
import { corsKinds, standardElements } from "./standard.ts";

/** Whatever the cache mode and headers of who takes it; a preload takes another, whatever credentials it went with. */
const isTakenInChromium: ElementRules["preload"]["isTaken"] = (preload, request) =>
  request.element === "preload"
    ? preload.integrity === request.integrity
    : preload.mode === request.mode &&
      preload.credentialsMode === request.credentialsMode &&
      (request.element === null ||
        request.integrity === "" ||
        preload.integrity === request.integrity);

const triedAgain: ReadonlySet<string> = new Set([
  "BadPort",
  "BlobUrlNotFound",
  "InvalidLocation",
  "RedirectLimit",
  "TransportFailed",
]);

export const chromiumElements: ElementRules = Object.freeze({
  ...standardElements,
  complaintsOfFont: complaintsOfSanitizer,
  accept: new Map([
    ["image", "image/jxl,image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"],
  ]),
  originToOwnOrigin: new Set(corsKinds),
  anyStatus: new Set(["image", "svg", "track"] as const),
  noErrorWillDo: new Set(["font", "preload", "script", "style"] as const),
  holdsMediaInParts: true,
  mediaStatus: "whole-or-range",
  reused: new Map<LoadKind, "loaded" | "always">([
    ["import", "loaded"],
    ["mask", "loaded"],
    ["module", "loaded"],
    ["shape", "loaded"],
  ]),
  sharesImages: true,
  asksAboutMemory: new Set<LoadKind>(["font", "script", "stylesheet"]),
  keepsAskedAbout: new Map([
    ["font", new Set(["content", "network", "status"] as const)],
    ["stylesheet", new Set(["network"] as const)],
  ]),
  otherStyleType: "empty",
  crossOriginWorker: "thrown",
  workerScriptType: "as-of-scripts",
  looksUpLate: new Set<LoadKind>(["event-source", "image", "track"]),
  preload: {
    byAnyResponse: false,
    destinationOf: standardElements.preload.destinationOf,
    isTaken: isTakenInChromium,
    shares: new Map<string, PreloadShare>(),
    judges: "content",
    hidden: "judged",
    judgesStyle: "by-nosniff",
    anyStatus: new Set(["fetch", "track"]),
    unrequested: new Set<string>(),
    serves: new Map<string, ReadonlySet<LoadKind>>(),
    takesImages: false,
    unsupported: new Set<string>(),
  },
  useCredentials: "include",
  beaconDropsInvalidType: "no-rfc-2045",
  beaconLingers: 10,
  beaconTypeMayBeLong: true,
  eventStreamsAreUtf8: true,
  refusedBeacons: new Set(["DanglingMarkup", "MixedContent"] as const),
  corsDropsCredentials: true,
  useFragment: "decoded",
  useTells: "documents",
  drawingTypes: "named-xml",
  usesMalformed: true,
  wantsWhole: new Set(["image", "media"] as const),
  imageReferrerPolicies: new Map<string, ReferrerPolicy>([
    ["never", "no-referrer"],
    ["default", "strict-origin-when-cross-origin"],
    ["always", "unsafe-url"],
    ["origin-when-crossorigin", "origin-when-cross-origin"],
  ]),
  stylesIgnoreReferrerPolicy: true,
  preloadIntegrity: new Set(["font", "script", "style"]),
  // What CORS forbids is final, and what fails before anybody looks at that is not.
  eventSourceTriesAgain: ({ code, parameter }) =>
    triedAgain.has(code) || (code === "RedirectScheme" && isNetworksOwnScheme(parameter)),
  refusesCredentials: new Set<LoadKind>([
    "beacon",
    "event-source",
    "image",
    "preload",
    "script",
    "stylesheet",
    "svg-use",
    "track",
  ]),
} satisfies ElementRules);

export const chromiumElementsEvidence: Readonly<Record<string, string>> = {
  "elements.refusesCredentials":
    "third_party/blink/renderer/core/loader/base_fetch_context.cc, ShouldBlockFetchAsCredentialedSubresource; seen in Chromium 156 of each kind",
  "elements.corsDropsCredentials":
    "third_party/blink/renderer/platform/loader/fetch/fetch_parameters.cc, SetCrossOriginAccessControl; seen in Chromium 156 of each kind",
  "elements.useTells":
    "recordings uses-1 (another origin), uses-15 (404), uses-17 (type), uses-28, uses-32 (empty)",
  "elements.drawingTypes": "recordings uses-17 to uses-26",
  "elements.usesMalformed": "recordings uses-34, uses-36",
  "elements.useFragment": "seen in Chromium 156 of ids with % and spaces",
  "elements.useCredentials": "seen in Chromium 156 in frames, by Sec-Fetch-Storage-Access",
  "elements.imageReferrerPolicies":
    "third_party/blink/renderer/platform/weborigin/security_policy.cc, kSupportReferrerPolicyLegacyKeywords; seen in Chromium 156",
  "elements.eventStreamsAreUtf8":
    "third_party/blink/renderer/modules/eventsource/event_source.cc, DidReceiveResponse",
  "elements.refusedBeacons":
    "third_party/blink/renderer/core/loader/ping_loader.cc, SendBeacon; seen in Chromium 156",
  "elements.stylesIgnoreReferrerPolicy":
    "seen in Chromium 156 of masks and shapes, of rules and attributes alike, with each policy",
  "elements.preloadIntegrity": "each destination seen in Chromium 156",
  "elements.eventSourceTriesAgain": "each failure seen in Chromium 156",
  "elements.beaconDropsInvalidType":
    "seen in Chromium 156: `garbage` and `textplain` go out without Content-Type, and without CORS",
  "elements.beaconTypeMayBeLong":
    "services/network/public/cpp/cors/cors.cc, IsCorsSafelistedContentType; seen in Chromium 156 of types of 129 bytes and more, to the page's origin and to others",
  "elements.beaconLingers":
    "seen in Chromium 156: of two beacons of 40,000 bytes in a row the second is refused, however soon the first is answered",
  "elements.noErrorWillDo":
    "third_party/blink/renderer/platform/loader/fetch/resource.cc: what is below 400 is no error; each status seen in Chromium 156",
  "elements.holdsMediaInParts":
    "third_party/blink/renderer/platform/media/url_index.cc, UrlData::Valid; seen in Chromium 156 of audio and video, with each setting",
  "elements.mediaStatus":
    "third_party/blink/renderer/platform/media/resource_multi_buffer_data_provider.cc, DidReceiveResponse",
  "elements.reused": "each kind seen twice on a page of Chromium 156",
  "elements.preload.isTaken":
    "third_party/blink/renderer/platform/loader/fetch/resource_fetcher.cc, MatchPreload; resource.cc, CanReuse; seen in Chromium 156",
  "elements.asksAboutMemory":
    "services/network/cors/cors_url_loader.cc, OnReceiveResponse: is_304_for_revalidation; recorded: chromium-asked-about-18",
  "elements.keepsAskedAbout": "recorded: chromium-asked-about-12 (style sheet), -152 (font)",
  "elements.sharesImages":
    "third_party/blink/renderer/platform/loader/fetch/resource_fetcher.cc, DetermineRevalidationPolicy; seen in Chromium 156 of each kind",
  "elements.accept": "recording elements-11",
  "elements.originToOwnOrigin":
    "recordings elements-1930 (module), elements-3158 (audio has none), elements-6682 (event source has none)",
  "elements.anyStatus": "recordings elements-667 (svg), elements-4078 (track)",
  "elements.otherStyleType": "recording elements-2707",
  "elements.crossOriginWorker": "recording elements-6352",
  "elements.preload":
    "recordings elements-4459 (script), elements-4935 (image), elements-5593 (fetch), elements-5890 (font)",
};
