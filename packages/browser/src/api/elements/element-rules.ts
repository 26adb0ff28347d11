import type { EngineName } from "../../engines/engine.ts";
import type { CacheMode } from "../../infrastructure/fetch-request.ts";
import type { LoadKind } from "./load.ts";

/** What engines do differently when they load, as data. */
export interface ElementRules {
  /** What is sent where it isn't the same for all, by destination, or by kind. */
  readonly accept: ReadonlyMap<string, string>;
  /** Kinds whose requests with mode "cors" carry `Origin` to their own origin too. */
  readonly originToOwnOrigin: ReadonlySet<LoadKind>;
  /** The `Referer` of a document whose origin is opaque, though its address is not. */
  readonly sandboxReferrer: "as-fetch" | "origin";
  /** Whether the file of a track is told the page. */
  readonly trackReferrer: boolean;
  readonly fontMode: "cors" | "no-cors";
  /** Whether a font is preloaded by its attribute, or as every font is loaded. */
  readonly fontPreload: "by-attribute" | "anonymous";
  /** Whether a document that `<use>` names is asked for with credentials whatever it redirects to. */
  readonly useCredentials: "include" | "same-origin";
  /** The mode of a track whose media element has no `crossorigin`. */
  readonly trackMode: "same-origin" | "no-cors";
  /** Whether a media element asks for a range from the start. */
  readonly mediaRange: boolean;
  /** The range that is asked for when there was nothing in a first answer; null for none. */
  readonly emptyMediaRange: string | null;
  /** Kinds that load whatever the status, if the bytes will do. */
  readonly anyStatus: ReadonlySet<"image" | "svg" | "track">;
  /** Which statuses scripts, style sheets, fonts and preloads take: ok ones, or all that are no error. */
  readonly usableStatus: "ok" | "no-error";
  /** Which statuses a media element takes: ok ones, or 200 and a range that begins where it was to. */
  readonly mediaStatus: "ok" | "whole-or-range";
  /** Kinds of which a page asks for an address once: until it was loaded, or whatever came of it. */
  readonly reused: ReadonlyMap<LoadKind, "loaded" | "always">;
  /** What becomes of a style sheet of another type: refused, or taken for an empty one. */
  readonly otherStyleType: "refused" | "empty";
  /** Whether errors of scripts without CORS are kept from the page. */
  readonly mutesErrors: boolean;
  /** What a worker of another origin comes to. */
  readonly crossOriginWorker: "thrown" | "error";
  /** Whether a worker's module must have its type where that comes from no server, too. */
  readonly workerModuleType: "checked" | "network-only";
  /** Kinds that look a blob: URL up once the script that named it has ended. */
  readonly looksUpLate: ReadonlySet<LoadKind>;
  /** Schemes that a kind is never loaded by, with their colons. */
  readonly refusedSchemes: ReadonlyMap<LoadKind, ReadonlySet<string>>;
  readonly preload: {
    /** Whether a response must be of use to its destination, or be one at all. */
    readonly judges: "content" | "response";
    /** What a response that the page may not read comes to. */
    readonly hidden: "judged" | "load";
    /** Destinations that any status will do for. */
    readonly anyStatus: ReadonlySet<string>;
  };
  readonly beaconCacheMode: CacheMode;
  /** Whether a Blob's type that is no MIME type goes unsaid by a beacon. */
  readonly beaconDropsInvalidType: boolean;
  /** Whose `Origin` a beacon without CORS bears: its document's, or the one of that document's address. */
  readonly beaconOrigin: "document" | "address";
  /** What a beacon that may not be sent at all gives: false from `sendBeacon`, or nothing to notice. */
  readonly blockedBeacon: "refused" | "sent";
  /** Kinds that are not loaded from an address with a user name or password in it. */
  readonly refusesCredentials: ReadonlySet<LoadKind>;
  /** `Priority`, by kind, where it isn't the usual and doesn't change with what else is loading. */
  readonly priority: ReadonlyMap<string, string>;
  readonly evidence: Readonly<Record<string, string>>;
}

const corsKinds: readonly LoadKind[] = [
  "font",
  "image",
  "import",
  "mask",
  "module",
  "preload",
  "script",
  "shape",
  "stylesheet",
  "track",
];

const standard: ElementRules = Object.freeze({
  accept: new Map(),
  originToOwnOrigin: new Set<LoadKind>(),
  sandboxReferrer: "as-fetch",
  trackReferrer: true,
  fontMode: "cors",
  fontPreload: "by-attribute",
  useCredentials: "same-origin",
  trackMode: "same-origin",
  mediaRange: true,
  emptyMediaRange: null,
  anyStatus: new Set(["image", "svg"] as const),
  usableStatus: "ok",
  mediaStatus: "ok",
  reused: new Map<LoadKind, "loaded" | "always">(),
  otherStyleType: "refused",
  mutesErrors: true,
  crossOriginWorker: "error",
  workerModuleType: "checked",
  looksUpLate: new Set<LoadKind>(),
  refusedSchemes: new Map<LoadKind, ReadonlySet<string>>(),
  preload: { judges: "response", hidden: "judged", anyStatus: new Set<string>() },
  beaconCacheMode: "default",
  beaconDropsInvalidType: false,
  beaconOrigin: "document",
  blockedBeacon: "sent",
  refusesCredentials: new Set<LoadKind>(),
  priority: new Map(),
  evidence: {
    preload:
      "https://html.spec.whatwg.org/#link-type-preload, fetch and process the linked resource",
    crossOriginWorker:
      "https://html.spec.whatwg.org/#dom-worker, the request's mode is same-origin",
  },
} satisfies ElementRules);

const chromium: ElementRules = Object.freeze({
  ...standard,
  accept: new Map([
    ["image", "image/jxl,image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"],
  ]),
  originToOwnOrigin: new Set(corsKinds),
  anyStatus: new Set(["image", "svg", "track"] as const),
  usableStatus: "no-error",
  mediaStatus: "whole-or-range",
  reused: new Map<LoadKind, "loaded" | "always">([
    ["image", "loaded"],
    ["import", "loaded"],
    ["module", "loaded"],
    ["mask", "always"],
    ["preload", "always"],
    ["shape", "always"],
  ]),
  otherStyleType: "empty",
  crossOriginWorker: "thrown",
  looksUpLate: new Set<LoadKind>(["event-source", "image", "track"]),
  preload: { judges: "content", hidden: "judged", anyStatus: new Set(["fetch", "image", "track"]) },
  beaconDropsInvalidType: true,
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
  evidence: {
    refusesCredentials:
      "third_party/blink/renderer/core/loader/base_fetch_context.cc, ShouldBlockFetchAsCredentialedSubresource; seen in Chromium 156 of each kind",
    beaconDropsInvalidType:
      "seen in Chromium 156: `garbage` and `textplain` go out without Content-Type, and without CORS",
    usableStatus:
      "third_party/blink/renderer/platform/loader/fetch/resource.cc: what is below 400 is no error; each status seen in Chromium 156",
    mediaStatus:
      "third_party/blink/renderer/platform/media/resource_multi_buffer_data_provider.cc, DidReceiveResponse",
    reused: "each kind seen twice on a page of Chromium 156",
    accept: "recording elements-11",
    originToOwnOrigin:
      "recordings elements-1930 (module), elements-3158 (audio has none), elements-6682 (event source has none)",
    anyStatus: "recordings elements-667 (svg), elements-4078 (track)",
    otherStyleType: "recording elements-2707",
    crossOriginWorker: "recording elements-6352",
    preload:
      "recordings elements-4459 (script), elements-4935 (image), elements-5593 (fetch), elements-5890 (font)",
  },
} satisfies ElementRules);

const firefox: ElementRules = Object.freeze({
  ...standard,
  accept: new Map([
    ["image", "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"],
    [
      "audio",
      "audio/webm,audio/ogg,audio/wav,audio/*;q=0.9,application/ogg;q=0.7,video/*;q=0.6,*/*;q=0.5",
    ],
    ["video", "video/webm,video/ogg,video/*;q=0.9,application/ogg;q=0.7,audio/*;q=0.6,*/*;q=0.5"],
    ["font", "application/font-woff2;q=1.0,application/font-woff;q=0.9,*/*;q=0.8"],
    ["svg-use", "*/*"],
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
  ]),
  mutesErrors: false,
  looksUpLate: new Set<LoadKind>(["track"]),
  refusedSchemes: new Map([["event-source", new Set(["blob:", "data:"])]]),
  preload: { judges: "content", hidden: "load", anyStatus: new Set(["image"]) },
  priority: new Map([
    ["stylesheet", "u=2"],
    ["preload script", "u=1"],
    ["preload font", "u=2"],
    ["beacon", "u=6"],
  ]),
  evidence: {
    accept: "recordings elements-11, elements-3037, elements-3507, elements-2938",
    sandboxReferrer: "recordings elements-319, elements-67",
    trackReferrer: "recording elements-4073",
    fontPreload: "recordings elements-5875 (no attribute), elements-6136 (use-credentials)",
    anyStatus: "recordings elements-493 (svg has not), elements-4078 (track)",
    reused:
      "each kind seen twice on a page of Firefox 153, failed and, but for mask, loaded: image/imgLoader.cpp, js/loader/ModuleLoaderBase.cpp, dom/base/PreloadService.cpp, layout/style/SharedStyleSheetCache.cpp, dom/media/ChannelMediaDecoder.cpp",
    mutesErrors: "recording elements-1424",
    crossOriginWorker: "recording elements-6352",
    preload:
      "recordings elements-4548 (failed CORS check), elements-4501 (CORP), elements-4552 (404), elements-5593",
    priority: "recordings elements-2466, elements-4454, elements-5875, elements-6836",
  },
} satisfies ElementRules);

const webkit: ElementRules = Object.freeze({
  ...standard,
  accept: new Map([
    [
      "image",
      "image/webp,image/avif,video/*;q=0.8,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
    ],
  ]),
  originToOwnOrigin: new Set<LoadKind>([...corsKinds, "audio", "video"]),
  fontMode: "no-cors",
  trackMode: "no-cors",
  mediaRange: false,
  emptyMediaRange: "bytes=0-1445",
  crossOriginWorker: "thrown",
  workerModuleType: "network-only",
  looksUpLate: new Set<LoadKind>(["event-source", "track"]),
  refusedSchemes: new Map([["event-source", new Set(["data:"])]]),
  preload: { judges: "content", hidden: "judged", anyStatus: new Set(["fetch", "image"]) },
  beaconCacheMode: "no-cache",
  beaconOrigin: "address",
  blockedBeacon: "refused",
  evidence: {
    accept: "recording elements-11",
    originToOwnOrigin:
      "recordings elements-1930 (module), elements-3158 (audio), elements-6682 (event source has none)",
    fontMode: "recording elements-2939: what is sent; no font that decodes was recorded",
    trackMode: "recording elements-3984",
    mediaRange: "recording elements-3037",
    emptyMediaRange: "recordings elements-3043, elements-3395",
    anyStatus: "recordings elements-667 (svg), elements-4078 (track has not)",
    otherStyleType: "recording elements-2707",
    crossOriginWorker: "recording elements-6352",
    preload: "recordings elements-4459, elements-4935, elements-5593, elements-5890",
    beaconCacheMode: "recording elements-6836",
    beaconOrigin: "recording elements-6848",
    blockedBeacon: "recording elements-6863",
  },
} satisfies ElementRules);

const rules: ReadonlyMap<EngineName, ElementRules> = new Map([
  ["standard", standard],
  ["chromium", chromium],
  ["firefox", firefox],
  ["webkit", webkit],
]);

export function elementRulesOf(name: EngineName): ElementRules {
  return rules.get(name) ?? standard;
}
