import type { HeaderLines, Reply, ScriptRequest } from "../case.ts";
import { get } from "./situation.ts";

export const FRESH = "Cache-Control: max-age=600";
export const STALE = "Cache-Control: max-age=0";
export const TAG = 'ETag: "a"';
/** So long ago that a tenth of it is years. */
export const LONG_AGO = "Last-Modified: Sat, 01 Jan 2000 00:00:00 GMT";

/** A response with these lines, and no others than its type. */
export const answer = (body: string, ...lines: readonly string[]): Reply => ({
  status: 200,
  headers: ["Content-Type: text/plain", ...lines],
  body,
});

/** The same lines each time, and each time another body: by that it shows which one was given. */
export const answers = (...lines: readonly string[]): readonly Reply[] =>
  ["one", "two", "three", "four"].map((body) => answer(body, ...lines));

export const notModified = (...lines: readonly string[]): Reply => ({
  status: 304,
  headers: lines,
  body: "",
});

/** A request of the page's own server, which nobody asks for leave. */
export const own = (headers: HeaderLines = [], more: Partial<ScriptRequest> = {}): ScriptRequest =>
  get({ url: "{a/}1", ...(headers.length === 0 ? {} : { headers }), ...more });
