import { UnreadableResponse } from "../../http1/unreadable.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import { standardElements } from "./standard.ts";

const isConflict = (cause: unknown): boolean =>
  cause instanceof UnreadableResponse && cause.fault === "conflicting-headers";

export const firefoxElements: ElementRules = Object.freeze({
  ...standardElements,
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
  useCredentials: "include",
  sandboxReferrer: "origin",
  trackReferrer: false,
  fontPreload: "anonymous",
  anyStatus: new Set(["image", "track"] as const),
  reused: new Map<LoadKind, "loaded" | "always">([
    ["audio", "loaded"],
    ["image", "loaded"],
    ["stylesheet", "loaded"],
    ["video", "loaded"],
    ["import", "always"],
    ["mask", "always"],
    ["module", "always"],
    ["preload", "always"],
    ["shape", "always"],
    ["svg-use", "always"],
  ]),
  // What CORS has to do with fails for its listener, and what contradicts itself for good.
  eventSourceTriesAgain: ({ code, cause }, { responseTainting }) =>
    code === "BlobUrlNotFound" ||
    (code === "TransportFailed" && responseTainting === "basic" && !isConflict(cause)),
  refusesTypes: "before-cors",
  mutesErrors: false,
  looksUpLate: new Set<LoadKind>(["track"]),
  silentIfUnparsable: new Set<LoadKind>(["font", "preload", "stylesheet", "track"]),
  silentIfEmpty: new Set<LoadKind>(["font", "stylesheet"]),
  refusedSchemes: new Map([["event-source", new Set(["blob:", "data:"])]]),
  preload: {
    isTaken: false,
    judges: "content",
    hidden: "load",
    judgesStyle: true,
    anyStatus: new Set<string>(),
    unrequested: new Set<string>(["audio", "json", "video"]),
    serves: new Map<string, ReadonlySet<LoadKind>>(),
    servesWithCors: new Set<LoadKind>(),
    takesImages: false,
    unsupported: new Set<string>(["track"]),
  },
  priority: new Map([
    ["stylesheet", "u=2"],
    ["preload script", "u=1"],
    ["preload font", "u=2"],
    ["preload style", "u=0"],
    ["beacon", "u=6"],
  ]),
} satisfies ElementRules);

export const firefoxElementsEvidence: Readonly<Record<string, string>> = {
  "elements.accept": "recordings elements-11, elements-3037, elements-3507, elements-2938",
  "elements.sandboxReferrer": "recordings elements-319, elements-67",
  "elements.trackReferrer": "recording elements-4073",
  "elements.fontPreload":
    "recordings elements-5875 (no attribute), elements-6136 (use-credentials)",
  "elements.anyStatus": "recordings elements-493 (svg has not), elements-4078 (track)",
  "elements.reused":
    "each kind seen twice on a page of Firefox 153, failed and, but for mask, loaded: image/imgLoader.cpp, js/loader/ModuleLoaderBase.cpp, dom/base/PreloadService.cpp, layout/style/SharedStyleSheetCache.cpp, dom/media/ChannelMediaDecoder.cpp",
  "elements.silentIfUnparsable": "seen in Firefox 153 of each kind",
  "elements.silentIfEmpty": "seen in Firefox 153 of each kind",
  "elements.mutesErrors": "recording elements-1424",
  "elements.eventSourceTriesAgain":
    "dom/base/EventSource.cpp, OnStopRequest; recorded: firefox-entries-170 to 173",
  "elements.refusesTypes":
    "netwerk/protocol/http/nsHttpChannel.cpp, EnsureMIMEOfScript and ProcessXCTO; recorded: elements-2138, firefox-entries-4",
  "elements.crossOriginWorker": "recording elements-6352",
  "elements.preload":
    "recordings elements-4548 (failed CORS check), elements-4501 (CORP), elements-4552 (404), elements-5593, firefox-entries-82 (style), firefox-entries-160 to 169",
  "elements.priority": "recordings elements-2466, elements-4454, elements-5875, elements-6836",
};
