import type { HeaderList } from "@crosswalk/cors/protocol";
import { readCacheControl } from "../infrastructure/cache-control.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { freshnessOf } from "../infrastructure/freshness.ts";
import type { UserAgent } from "./user-agent.ts";

/** What a load came to, but for its body. */
export interface LoadedHead {
  readonly url: string;
  readonly status: number;
  readonly headerList: HeaderList;
  /** When it came, in milliseconds since 1970. */
  readonly time: number;
}

/** What has been asked for. */
interface Loaded {
  /** As it was made; redirects change it. */
  readonly request: FetchRequest;
  readonly headers: HeaderList;
}

/** Whether what a page has loaded answers another request of it. */
export function mayBeReused(
  head: LoadedHead,
  loaded: Loaded & { readonly holdsThisTurn: boolean },
  request: FetchRequest,
  wish: "fresh" | "whatever",
  agent: UserAgent,
): boolean {
  if (varies(head, loaded, request)) return false;
  if (wish === "whatever" || (loaded.holdsThisTurn && request.element === null)) return true;
  const { httpCache: rules } = agent.engine;
  const directives = readCacheControl(
    head.headerList.get("Cache-Control") ?? "",
    rules.cacheControl,
  );
  const now = agent.clock.date();
  if (directives.has("no-store") || now > loaded.request.redirectsHoldUntil) return false;
  const { age, lifetime } = freshnessOf(stored(head, head.time), now, rules);
  return lifetime > age;
}

/** Whether a server can tell if that still holds. CachedResource::canUseCacheValidator */
export function mayBeAskedAbout(head: LoadedHead, loaded: Loaded, request: FetchRequest): boolean {
  if (varies(head, loaded, request)) return false;
  // NB: What may be used stale while it is asked about is loaded anew.
  return !isFleeting(head) && !isUsedStale(head);
}

const saying =
  (pattern: RegExp) =>
  ({ headerList }: LoadedHead): boolean =>
    pattern.test(headerList.get("Cache-Control") ?? "");

/** Whether its server says that it may not be stored. */
export const isFleeting: (head: LoadedHead) => boolean = saying(
  /(?:^|[\s,])no-store(?:$|[\s,;=])/i,
);

const isUsedStale = saying(/(?:^|[\s,])stale-while-revalidate(?:$|[\s,;=])/i);

/** Whether what is asked for is another variant than what was loaded. CachedResource::varyHeaderValuesMatch */
export function varies(
  { headerList }: Pick<LoadedHead, "headerList">,
  loaded: Loaded,
  request: FetchRequest,
): boolean {
  const names = headerList.get("Vary")?.split(",") ?? [];
  const isOther = (name: string): boolean => {
    if (name === "*") return true;
    // NB: It is set later on. Who asks with CORS says it on the page's own origin as well.
    if (name.toLowerCase() === "origin") return loaded.request.mode !== request.mode;
    return request.headerList.get(name) !== loaded.headers.get(name);
  };
  return names.map((name) => name.trim()).some((name) => name !== "" && isOther(name));
}

/** Until when a redirect leads on the same way without being asked for again. */
export function redirectHoldsUntil(
  { status, headerList }: FetchResponse,
  { engine, clock }: UserAgent,
): number {
  const { httpCache: rules } = engine;
  const directives = readCacheControl(headerList.get("Cache-Control") ?? "", rules.cacheControl);
  if (["no-store", "no-cache", "must-revalidate"].some((name) => directives.has(name))) return 0;
  const now = clock.date();
  const { lifetime } = freshnessOf(stored({ status, headerList }, now), now, rules);
  return lifetime === 0 ? 0 : now + lifetime * 1000;
}

const stored = (
  { status, headerList }: Pick<LoadedHead, "status" | "headerList">,
  time: number,
): Parameters<typeof freshnessOf>[0] => ({
  status,
  headerList,
  requestTime: time,
  responseTime: time,
});
