import { corsUnsafeRequestHeaderNames } from "@crosswalk/cors/protocol";
import { UnreadableResponse } from "../../http1/unreadable.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import { complaintsOfSanitizer } from "../../infrastructure/font-sanitizer.ts";
import type { ElementRules, PreloadShare } from "../../infrastructure/element-rules.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import { wayTo } from "../../messages/firefox/way-of-redirect.ts";
import { refusedByUse, standardElements } from "./standard.ts";

/** Whether something came, and nothing that can be read. */
const isGarbage = (cause: unknown): boolean =>
  cause instanceof UnreadableResponse && cause.fault !== "closed";

/** What a preload for `fetch` is looked up by: its `crossorigin`, which only some modes stand for. */
function corsModeOf({ mode, credentialsMode }: FetchRequest): string | null {
  if (mode !== "cors") return mode === "no-cors" ? mode : null;
  return credentialsMode === "include" ? "use-credentials" : "anonymous";
}

/** Scripts alone take it, by a request that a preload could have made. */
const isTakenInFirefox: ElementRules["preload"]["isTaken"] = (preload, request) =>
  request.destination === "" &&
  request.initiator !== "event-source" &&
  request.cacheMode === "default" &&
  request.redirectMode === "follow" &&
  request.integrity === "" &&
  corsModeOf(request) !== null &&
  corsModeOf(request) === corsModeOf(preload) &&
  request.urlList[0]!.href === preload.urlList[0]!.href &&
  (request.initiator === "xmlhttprequest"
    ? request.headerList.size === 0
    : corsUnsafeRequestHeaderNames(request.headerList).length === 0);

/** Schemes that no channel is made for where a redirect leads to them alone. */
const ofPages: ReadonlySet<string> = new Set(["data:", "javascript:"]);

export const firefoxElements: ElementRules = Object.freeze({
  ...standardElements,
  complaintsOfFont: complaintsOfSanitizer,
  mediaStatus: "usable-or-range",
  accept: new Map([
    ["image", "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"],
    [
      "audio",
      "audio/webm,audio/ogg,audio/wav,audio/*;q=0.9,application/ogg;q=0.7,video/*;q=0.6,*/*;q=0.5",
    ],
    ["video", "video/webm,video/ogg,video/*;q=0.9,application/ogg;q=0.7,audio/*;q=0.6,*/*;q=0.5"],
    ["svg-use", "*/*"],
    ["font", "application/font-woff2;q=1.0,application/font-woff;q=0.9,*/*;q=0.8"],
  ]),
  useCredentials: "same-origin",
  sandboxReferrer: "origin",
  trackReferrer: false,
  fontPreload: "anonymous",
  sniffsDrawings: true,
  refusedBeacons: new Set(["BadPort", "MixedContent"] as const),
  sharesCorsPictures: "all",
  shapeCredentials: "same-origin",
  srcdocStylesRefer: false,
  redirectsTypeUntyped: true,
  useNeedsFragment: "not-empty",
  useFragment: "decoded",
  drawingTypes: "named-xml",
  masksByDocument: true,
  wantsWhole: new Set(["media"] as const),
  preloadIntegrity: new Set(["script", "style", "track"]),
  anyStatus: new Set(["image", "track"] as const),
  reused: new Map<LoadKind, "loaded" | "always">([
    ["audio", "loaded"],
    ["font", "loaded"],
    ["image", "loaded"],
    ["stylesheet", "loaded"],
    ["video", "loaded"],
    ["import", "always"],
    ["mask", "always"],
    ["module", "always"],
    ["shape", "loaded"],
    ["svg-use", "always"],
  ]),
  throwsWorker: (url) => wayTo(url) === "nowhere" && !ofPages.has(url.protocol),
  limitsBeacons: false,
  // What CORS has to do with fails for its listener, and what can't be read for good.
  eventSourceTriesAgain: ({ code, cause }, { responseTainting }) =>
    code === "BlobUrlNotFound" ||
    (code === "TransportFailed" && responseTainting === "basic" && !isGarbage(cause)),
  refusesTypes: "before-cors",
  mutesErrors: "unless-constructed",
  ownsByAddress: true,
  looksUpLate: new Set<LoadKind>(["track"]),
  silentIfUnparsable: new Set<LoadKind>(["font", "preload", "stylesheet", "track"]),
  silentIfEmpty: new Set<LoadKind>(["font", "stylesheet"]),
  refusedSchemes: new Map([
    ["event-source", new Set(["blob:", "data:"])],
    ["svg-use", refusedByUse],
  ]),
  preload: {
    byAnyResponse: false,
    destinationOf: standardElements.preload.destinationOf,
    isTaken: isTakenInFirefox,
    shares: new Map<string, PreloadShare>([
      [
        "font",
        { by: "font", once: true, failed: "fails", foundBy: "settings", ofElements: "none" },
      ],
      [
        "image",
        { by: "image", once: false, failed: "fails", foundBy: "settings", ofElements: "loaded" },
      ],
      [
        "script",
        { by: "script", once: true, failed: "loads", foundBy: "address", ofElements: "all" },
      ],
      [
        "style",
        { by: "stylesheet", once: false, failed: "loads", foundBy: "settings", ofElements: "all" },
      ],
    ]),
    judges: "content",
    hidden: "load",
    judgesStyle: "always",
    anyStatus: new Set<string>(),
    unrequested: new Set<string>(["audio", "json", "video"]),
    serves: new Map<string, ReadonlySet<LoadKind>>(),
    takesImages: false,
    unsupported: new Set<string>(["track"]),
  },
  priority: new Map([
    ["stylesheet", "u=2"],
    ["preload script", "u=1"],
    ["preload font", "u=2"],
    ["preload style", "u=0"],
    ["beacon", "u=6"],
    ["image again", "u=5"],
  ]),
} satisfies ElementRules);

export const firefoxElementsEvidence: Readonly<Record<string, string>> = {
  "elements.accept": "recordings elements-11, elements-3037, elements-3507, elements-2938",
  "elements.sandboxReferrer": "recordings elements-319, elements-67",
  "elements.trackReferrer": "recording elements-4073",
  "elements.fontPreload":
    "recordings elements-5875 (no attribute), elements-6136 (use-credentials)",
  "elements.anyStatus": "recordings elements-493 (svg has not), elements-4078 (track)",
  "elements.refusedBeacons":
    "dom/base/Navigator.cpp, SendBeaconInternal; seen in Firefox ESR 153.7",
  "elements.sharesCorsPictures":
    "image/imgLoader.cpp, ValidateEntry and ValidateCORSMode; seen in Firefox ESR 153.7 in a window in front",
  "elements.srcdocStylesRefer":
    "seen in Firefox ESR 153.7 of fonts, shapes and drawings that parts of are used",
  "elements.redirectsTypeUntyped": "seen in Firefox ESR 153.7 of style sheets",
  "elements.useFragment":
    "dom/base/IDTracker.cpp, ResetToURIWithFragmentID; seen in Firefox ESR 153.7",
  "elements.useNeedsFragment":
    "dom/svg/SVGUseElement.cpp, UpdateShadowTree; seen in Firefox ESR 153.7",
  "elements.drawingTypes": "recordings uses-17 to uses-26",
  "elements.masksByDocument":
    "layout/svg/SVGObserverUtils.cpp, GetAndObserveMasks; seen in Firefox ESR 153.7",
  "elements.preloadIntegrity":
    "seen in Firefox ESR 153.7 of each destination, of the own origin and of another with CORS",
  "elements.sniffsDrawings": "image/imgLoader.cpp, GetMimeTypeFromContent",
  "elements.reused":
    "each kind seen twice on a page of Firefox 153, failed and, but for mask, loaded: image/imgLoader.cpp, js/loader/ModuleLoaderBase.cpp, layout/style/SharedStyleSheetCache.cpp, FontFaceSetImpl.cpp, FindOrCreateUserFontEntryFromFontFace, dom/html/HTMLMediaElement.cpp, LookupMediaElementURITable",
  "elements.silentIfUnparsable": "seen in Firefox 153 of each kind",
  "elements.silentIfEmpty": "seen in Firefox 153 of each kind",
  "elements.limitsBeacons": "seen in Firefox ESR 153.7; dom/base/Navigator.cpp, SendBeaconInternal",
  "elements.mutesErrors":
    "js/src/vm, PopulateReportBlame; seen in Firefox ESR 153.7 of what an engine throws, of values and of Error objects; recorded: elements-1424",
  "elements.ownsByAddress":
    "dom/script/ScriptLoader.cpp, PrepareLoadedRequest: the principal of the channel's result; seen in Firefox ESR 153.7 of five origins, redirected",
  "elements.eventSourceTriesAgain":
    "dom/base/EventSource.cpp, OnStopRequest; recorded: firefox-entries-170 to 173",
  "elements.refusesTypes":
    "netwerk/protocol/http/HttpBaseChannel.cpp, EnsureMIMEOfScript and ProcessXCTO; recorded: elements-2138, firefox-entries-4",
  "elements.throwsWorker":
    "dom/workers/ScriptLoader.cpp, ChannelFromScriptURLMainThread; recorded as other-workers-0",
  "elements.crossOriginWorker": "recording elements-6352",
  "elements.preload":
    "recordings elements-4548 (failed CORS check), elements-4501 (CORP), elements-4552 (404), elements-5593, firefox-entries-82 (style), firefox-entries-160 to 169",
  "elements.preload.isTaken":
    "dom/fetch/FetchDriver.cpp, FindPreload; dom/xhr/XMLHttpRequestMainThread.cpp, FindPreload; each condition seen in Firefox ESR 153.7",
  "elements.preload.shares":
    "uriloader/preload/PreloadService.cpp; each kind seen in Firefox ESR 153.7, loaded, failed and refused",
  "elements.priority":
    "recordings elements-2466, elements-4454, elements-5875, elements-6836, shared-memory-0",
};
