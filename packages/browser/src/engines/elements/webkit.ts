import { complaintsOfFreeType } from "../../infrastructure/freetype-font.ts";
import type { ElementRules, PreloadShare } from "../../infrastructure/element-rules.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import { corsKinds, refusedByUse, standardElements } from "./standard.ts";

const ofScripts: ReadonlySet<string> = new Set([
  "audioworklet",
  "paintworklet",
  "serviceworker",
  "sharedworker",
  "worker",
]);

export const webkitElements: ElementRules = Object.freeze({
  ...standardElements,
  blankImportsRefer: false,
  accept: new Map([
    [
      "image",
      "image/webp,image/avif,video/*;q=0.8,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
    ],
    ["svg-use", "image/svg+xml"],
  ]),
  originToOwnOrigin: new Set<LoadKind>([
    // Fonts are loaded without CORS.
    ...corsKinds.filter((kind) => kind !== "font"),
    "audio",
    "video",
  ]),
  maskHoldsCredentials: true,
  noErrorWillDo: new Set(["font", "media", "module", "preload", "script", "track"] as const),
  complaintsOfFont: complaintsOfFreeType,
  fontMode: "no-cors",
  trackMode: "no-cors",
  mediaRange: false,
  reused: new Map<LoadKind, "always" | "loaded" | "unless-undecodable">([
    ["image", "loaded"],
    ["import", "loaded"],
    ["mask", "loaded"],
    ["module", "loaded"],
    ["preload", "unless-undecodable"],
    ["shape", "loaded"],
  ]),
  holdsOneLoadAnAddress: true,
  sharesCorsPictures: "by-credentials",
  firstTypeCounts: true,
  lastTypeLine: new Map([
    ["event-stream", "first-type"],
    ["image", "one-type"],
    ["module", "one-type"],
    ["worker", "first-type"],
  ] as const),
  refusesTypeAtEnd: true,
  playsImages: true,
  unplayableRange: "bytes=0-1445",
  crossOriginWorker: "thrown",
  workerModuleType: "as-of-scripts",
  looksUpLate: new Set<LoadKind>(["event-source", "track"]),
  silentIfBlocked: new Map<LoadKind, "always" | "redirected">([
    ["audio", "redirected"],
    ["event-source", "always"],
    ["image", "redirected"],
    ["video", "redirected"],
  ]),
  silentIfLedNowhere: new Set<LoadKind>(["audio", "event-source", "image", "video"]),
  eventSourceTriesAgain: ({ code }, { responseTainting }) =>
    code === "TransportFailed" ||
    code === "BlobUrlNotFound" ||
    (code === "InvalidLocation" && responseTainting === "basic"),
  refusedSchemes: new Map([
    ["event-source", new Set(["data:"])],
    ["svg-use", refusedByUse],
  ]),
  refusedWithCors: new Map([["track", new Set(["data:"])]]),
  preload: {
    destinationOf: (word) =>
      word.toLowerCase() === "fetch" ? "fetch" : ofScripts.has(word) ? "script" : word,
    byAnyResponse: true,
    isTaken: null,
    shares: new Map<string, PreloadShare>(),
    judges: "content",
    hidden: "judged",
    judgesStyle: "never",
    anyStatus: new Set(["fetch"]),
    unrequested: new Set<string>(),
    serves: new Map<string, ReadonlySet<LoadKind>>([
      ["font", new Set(["font"])],
      ["image", new Set(["image", "mask", "shape"])],
      ["script", new Set(["import", "module", "script"])],
      ["style", new Set(["stylesheet"])],
      ["track", new Set(["track"])],
    ]),
    takesImages: true,
    unsupported: new Set<string>(),
  },
  preloadIntegrity: new Set<string>(),
  useNeedsFragment: "any",
  useFragment: "written",
  useTells: "answers",
  drawingTypes: "any",
  usesMalformed: true,
  shapeCredentials: "omit",
  beaconCacheMode: "no-cache",
  beaconLingers: 10,
  refusedBeacons: new Set(["BadPort", "MixedContent", "RestrictedHost"] as const),
} satisfies ElementRules);

export const webkitElementsEvidence: Readonly<Record<string, string>> = {
  "elements.useTells":
    "Source/WebCore/svg/SVGUseElement.cpp, notifyFinished; recordings uses-1 (another origin), uses-10 (redirected there), uses-15 (404), uses-32 (empty)",
  "elements.drawingTypes": "recordings uses-17 to uses-26",
  "elements.usesMalformed": "recordings uses-34, uses-36",
  "elements.useFragment":
    "Source/WebCore/svg/SVGURIReference.cpp, targetElementFromIRIString; seen in WebKitGTK 2.50.6",
  "elements.noErrorWillDo":
    "Source/WebCore/loader/SubresourceLoader.cpp, checkForHTTPStatusCodeError: what is below 400 is no error",
  "elements.reused":
    "Source/WebCore/loader/cache/CachedResourceLoader.cpp, determineRevalidationPolicy: what failed to decode is loaded again",
  "elements.holdsOneLoadAnAddress":
    "Source/WebCore/loader/cache/CachedResourceLoader.cpp, determineRevalidationPolicy",
  "elements.accept": "recording elements-11",
  "elements.originToOwnOrigin":
    "recordings elements-1930 (module), elements-3158 (audio), elements-6682 (event source has none)",
  "elements.fontMode":
    "recording elements-2939: what is sent; that a font is loaded, conformance/test/lab/browsers/fonts.browser.test.ts",
  "elements.trackMode": "recording elements-3984",
  "elements.mediaRange": "recording elements-3037",
  "elements.unplayableRange": "recordings elements-3043, elements-3395",
  "elements.anyStatus": "recordings elements-667 (svg), elements-4078 (track has not)",
  "elements.otherStyleType": "recording elements-2707",
  "elements.crossOriginWorker": "recording elements-6352",
  "elements.firstTypeCounts":
    "Source/WebCore/platform/network/HTTPParsers.cpp, extractMIMETypeFromMediaType",
  "elements.preload.byAnyResponse":
    "Source/WebCore/loader/SubresourceLoader.cpp, didReceiveResponse; seen in WebKitGTK 2.50.6",
  "elements.preload": "recordings elements-4459, elements-4935, elements-5593, elements-5890",
  "elements.beaconCacheMode": "recording elements-6836",
  "elements.refusedBeacons": "recording elements-6863",
};
