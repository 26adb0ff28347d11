import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";
import {
  includesCredentials,
  isHttpScheme,
  withNormalizedEscapes,
  withoutCredentials,
} from "../infrastructure/url.ts";

/** Takes the user name and password off the URL of what is asked for with CORS. */
export function dropCredentials({ mode, urlList, origin }: FetchRequest): void {
  const url = urlList.at(-1)!;
  const isWithCors = mode === "cors" && !isSameOrigin(originOfUrl(url), origin);
  if (isWithCors && includesCredentials(url)) urlList.splice(-1, 1, withoutCredentials(url));
}

/** Escapes the URL of what is asked over HTTP as GLib reads it. */
export function normalizeEscapes({ urlList }: FetchRequest): void {
  const url = urlList.at(-1)!;
  if (!isHttpScheme(url) || !url.href.includes("%")) return;
  const normalized = withNormalizedEscapes(url);
  if (normalized !== url) urlList.splice(-1, 1, normalized);
}
