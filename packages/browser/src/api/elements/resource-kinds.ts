import type { Destination } from "../../infrastructure/fetch-request.ts";
import {
  corsCredentialsMode,
  type CorsSettings,
  potentialCorsSettings,
} from "./element-request.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import type { ContentKind } from "./judge-content.ts";
import type { LoadAttributes, LoadResult } from "./load.ts";

/** What a kind asks for, takes, and how it says so. */
interface ResourceKind {
  readonly destination: Destination;
  readonly content: ContentKind;
  readonly settings: (attributes: LoadAttributes, rules: ElementRules) => CorsSettings;
  readonly success: LoadResult;
  readonly failure: LoadResult;
  /** The exception of a promise that is rejected. */
  readonly error?: string;
}

// "CORS anonymous": https://html.spec.whatwg.org/#cors-settings-attributes
const anonymous: CorsSettings = { mode: "cors", credentialsMode: "same-origin" };

const byAttribute = ({ crossorigin }: LoadAttributes): CorsSettings =>
  potentialCorsSettings(crossorigin);

const moduleSettings = ({ crossorigin }: LoadAttributes): CorsSettings => ({
  mode: "cors",
  credentialsMode: corsCredentialsMode(crossorigin),
});

const events = { success: "load", failure: "error" } as const;

const media = {
  content: "media",
  settings: byAttribute,
  success: "loadedmetadata",
  failure: "error",
} as const;

const silent = {
  destination: "image",
  content: "image",
  success: "silent",
  failure: "silent",
} as const;

// https://html.spec.whatwg.org/#referrer-policy-attribute, of which media elements and tracks have none
export const haveReferrerPolicy: ReadonlySet<LoadKind> = new Set<LoadKind>([
  "image",
  "module",
  "script",
  "stylesheet",
]);

// https://html.spec.whatwg.org/#attr-script-integrity, #attr-link-integrity
export const haveIntegrity: ReadonlySet<LoadKind> = new Set<LoadKind>([
  "module",
  "script",
  "stylesheet",
]);

/** All that is fetched and then looked into; beacons, event sources and preloads have ways of their own. */
export const resourceKinds: ReadonlyMap<LoadKind, ResourceKind> = new Map<LoadKind, ResourceKind>([
  // https://html.spec.whatwg.org/#update-the-image-data
  ["image", { destination: "image", content: "image", settings: byAttribute, ...events }],
  // https://html.spec.whatwg.org/#prepare-the-script-element
  ["script", { destination: "script", content: "script", settings: byAttribute, ...events }],
  ["module", { destination: "script", content: "module", settings: moduleSettings, ...events }],
  // https://html.spec.whatwg.org/#hostloadimportedmodule
  [
    "import",
    {
      destination: "script",
      content: "module",
      settings: () => anonymous,
      success: "fulfilled",
      failure: "rejected",
      error: "TypeError",
    },
  ],
  ["stylesheet", { destination: "style", content: "style", settings: byAttribute, ...events }],
  // https://html.spec.whatwg.org/#concept-media-load-resource
  ["audio", { destination: "audio", ...media }],
  ["video", { destination: "video", ...media }],
  // https://html.spec.whatwg.org/#start-the-track-processing-model
  ["track", { destination: "track", content: "track", settings: trackSettings, ...events }],
  // https://drafts.csswg.org/css-fonts-4/#font-fetching-requirements
  [
    "font",
    {
      destination: "font",
      content: "font",
      settings: fontSettings,
      success: "fulfilled",
      failure: "rejected",
      error: "NetworkError",
    },
  ],
  // https://drafts.csswg.org/css-shapes-1/#shape-outside-property
  [
    "shape",
    {
      ...silent,
      settings: (_, { shapeCredentials }) => ({ mode: "cors", credentialsMode: shapeCredentials }),
    },
  ],
  // https://drafts.csswg.org/css-masking-1/#priv-sec
  ["mask", { ...silent, settings: () => anonymous }],
  // https://svgwg.org/svg2-draft/linking.html#processingURL
  [
    "svg-use",
    {
      ...silent,
      content: "drawing",
      settings: (_, { useCredentials }) => ({
        mode: "same-origin",
        credentialsMode: useCredentials,
      }),
    },
  ],
]);

/** Whether a kind is one of these. */
export function isResourceKind(kind: LoadKind): boolean {
  return resourceKinds.has(kind);
}

function trackSettings({ crossorigin }: LoadAttributes, { trackMode }: ElementRules): CorsSettings {
  if (crossorigin !== undefined) return potentialCorsSettings(crossorigin);
  // 8.2. "If corsAttributeState is No CORS, set request's mode to "same-origin"."
  return { mode: trackMode, credentialsMode: "include" };
}

function fontSettings(_: LoadAttributes, { fontMode }: ElementRules): CorsSettings {
  return fontMode === "cors" ? anonymous : { mode: "no-cors", credentialsMode: "include" };
}
