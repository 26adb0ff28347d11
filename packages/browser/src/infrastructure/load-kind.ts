/** What a page can load without `fetch` or `XMLHttpRequest`. */
export const loadKinds = [
  "audio",
  "beacon",
  "event-source",
  "font",
  "image",
  "import",
  "mask",
  "module",
  "preload",
  "script",
  "shape",
  "stylesheet",
  "svg-use",
  "track",
  "video",
  "worker",
] as const;

export type LoadKind = (typeof loadKinds)[number];
