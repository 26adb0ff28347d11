import {
  byteSerializeRequestOrigin,
  type CredentialsMode,
  type HeaderList,
  type RedirectTaint,
  redirectTaint,
} from "@crosswalk/cors/protocol";
import type { AddressSpace } from "./address-space.ts";
import type { BlobUrlEntry } from "./blob-url-store.ts";
import type { RequestBody } from "./body.ts";
import type { NetworkFailure } from "./network-error.ts";
import type { QueuePlace } from "./http-cache-queue.ts";
import type { ReferrerPolicy } from "./referrer-policy.ts";
import type { Client } from "./client.ts";
import type { LinkTrail } from "./link-trail.ts";
import type { Origin } from "./origin.ts";
import { isSameSite } from "./site.ts";

export type RequestMode = "same-origin" | "cors" | "no-cors" | "navigate";
export type CacheMode =
  | "default"
  | "no-store"
  | "reload"
  | "no-cache"
  | "force-cache"
  | "only-if-cached";
export type RedirectMode = "follow" | "error" | "manual";
export type ResponseTainting = "basic" | "cors" | "opaque";

/** https://fetch.spec.whatwg.org/#concept-request-destination */
export type Destination =
  | ""
  | "audio"
  | "document"
  | "font"
  | "image"
  | "manifest"
  | "script"
  | "style"
  | "track"
  | "video"
  | "worker";

/** Which interface made the request: browsers name it on their consoles, and treat a few of them apart. */
export type Initiator =
  | "fetch"
  | "xmlhttprequest"
  | "beacon"
  | "event-source"
  | "element"
  | "revalidation";

/** What some engines go back to after a redirect. */
export interface InitialRequest {
  readonly method: string;
  readonly headerList: HeaderList;
  /** The names of those headers that are not the user agent's addition, as its maker gave them. */
  readonly ownNames: readonly string[];
  /** Those that a preflight is about. */
  readonly preflightHeaderList: HeaderList;
  referrer: URL | null;
  /** For transports that have a limit for all that comes of it. */
  startedAt: number | null;
  /** Which one of all that its page has begun to fetch. */
  readonly turn: number;
}

/** https://fetch.spec.whatwg.org/#concept-request */
export interface FetchRequest {
  method: string;
  /** The last one is the current URL. */
  readonly urlList: URL[];
  /** What it was asked for as, where its page has it asked for over https instead. */
  upgradedFrom?: URL;
  /** Of where redirects led to, what its page has asked for over https instead, each of which is followed by that. */
  upgradedHops?: Set<URL>;
  /**
   * What a blob: URL stood for when it was parsed; null of any other. No redirect leads to one.
   *
   * https://url.spec.whatwg.org/#concept-url-blob-entry
   */
  readonly blobUrlEntry: BlobUrlEntry | null;
  headerList: HeaderList;
  readonly unsafeRequestFlag: boolean;
  body: RequestBody | null;
  readonly client: Client;
  readonly origin: Origin;
  referrer: "no-referrer" | "client" | URL;
  referrerPolicy: ReferrerPolicy;
  /** Whether nobody stated one: neither who made the request nor the page. */
  isPolicyDefault: boolean;
  readonly mode: RequestMode;
  readonly useCorsPreflightFlag: boolean;
  readonly credentialsMode: CredentialsMode;
  readonly useUrlCredentialsFlag: boolean;
  cacheMode: CacheMode;
  readonly redirectMode: RedirectMode;
  readonly integrity: string;
  readonly keepalive: boolean;
  /** Where its script says that the URL leads; null where it doesn't say. */
  readonly targetAddressSpace: AddressSpace | null;
  readonly priority: string;
  readonly destination: Destination;
  readonly initiator: Initiator;
  /** What kind of element, style or call loads it; null of what scripts ask for. */
  readonly element: string | null;
  /** Which links have led to it, if any did. */
  readonly linkTrail?: LinkTrail | null;
  /** When its element began to wait for it, by `performance.now()`; left out where that is when it is fetched. */
  readonly startedAt?: number;
  /** Whether each of its redirects is checked as if it went with credentials. */
  readonly holdsCredentials: boolean;
  /** Whether its script waits for the answer, as after `open(…, false)`. */
  readonly synchronous: boolean;
  /** What its loader adds to each request on its way out, when all else is there. */
  readonly finishHeaders?: ((headerList: HeaderList, request: FetchRequest) => void) | null;
  /** What it was before any redirect; set when it is fetched. */
  initial: InitialRequest | null;
  /** The `Origin` that a hop without CORS has sent, for engines that keep it. */
  sentOrigin: string | null;
  /** The headers that a preflight asks about. */
  preflightHeaderList: HeaderList;
  /** Whether the last hop's answer came out of the HTTP cache. */
  wasAnsweredByCache: boolean;
  /** Whether it takes what another request of its page is loading or has loaded. */
  sharesLoad: boolean;
  /** Whether it leaves what its page holds as it is, and takes nothing of it. */
  isBeside: boolean;
  /** Whether it has needed a preflight at some hop. */
  wasPreflighted: boolean;
  /** Whether a preflight has gone out for the hop that it is at. */
  isBehindPreflight: boolean;
  /** Whether it is kept alive, and a preflight for it is under way. */
  awaitsPreflight?: boolean;
  /** The `Content-Type` that it has of its body alone, in engines that tell that from a script's own. */
  readonly bodyType: string | null;
  /** The `Content-Type` as its script wrote it, where that isn't what is sent and a preflight goes by it. */
  readonly writtenType: string | null;
  /** What the referrer is determined from at the next hop, where that isn't what this one sent. */
  heldReferrer: "client" | URL | null;
  /** Of a preflight, the request that it asks for. */
  readonly preflightFor: FetchRequest | null;
  /** Which stored redirects have led it, by what they are kept under. */
  ledBy: Set<string> | null;
  /** Whether it was led by what an HTTP cache keeps in memory alone, and so keeps what it gets there, too. */
  isOfMemory: boolean;
  /** The cookies of the hop under way, where it was given them before it had to wait. */
  heldCookies: string | null | undefined;
  /** The turn that the hop under way has before it asks for leave; null of what has taken none by then. */
  turn: QueuePlace | null;
  /** What the next hop fails with. */
  heldFailure: NetworkFailure | null;
  /** Whether it was refused at once, before its script could abort it. */
  isRefusedAtOnce: boolean;
  /** Whether there was no room for its body beside those that are kept alive and were under way. */
  exceedsKeepalive: boolean;
  redirectCount: number;
  /** Which of its URLs a permanent redirect has led it to, by their places in the list; left out where none has. */
  permanentPlaces?: number[];
  /** Until when its redirects so far need not be asked for again, in milliseconds since 1970. */
  redirectsHoldUntil: number;
  /** Whether it asks about what its page holds in memory, which a 304 stands for. */
  asksAboutMemory: boolean;
  /** Whether its page has loaded the same for another element, so that it is memory that asks about what is stored. */
  readonly isInMemory: boolean;
  /** Whether it went out as a question about what is stored. */
  isAskedAbout: boolean;
  /** Whether its answer was stored, and a 304 has just said that it still is one. */
  isRevalidated: boolean;
  responseTainting: ResponseTainting;
  timingAllowFailed: boolean;
}

/** https://fetch.spec.whatwg.org/#concept-request-current-url */
export function currentUrl(request: FetchRequest): URL {
  return request.urlList.at(-1)!;
}

/** https://fetch.spec.whatwg.org/#concept-request-tainted-origin */
export function redirectTaintOf(
  { origin, urlList, upgradedHops }: FetchRequest,
  originOf: (url: URL) => string = (url) => url.origin,
): RedirectTaint {
  if (urlList.length === 1) return "same-origin";
  const { serialization } = origin;
  const origins = urlList.map(originOf);
  if (upgradedHops === undefined) return redirectTaint(serialization, origins, isSameSite);
  // NB: To be asked for over https instead is not to be led elsewhere.
  const taints = origins.flatMap((to, index) =>
    index === 0 || upgradedHops.has(urlList[index - 1]!)
      ? []
      : [redirectTaint(serialization, [origins[index - 1]!, to], isSameSite)],
  );
  return taints.find((taint) => taint !== "same-origin") ?? "same-origin";
}

/** https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin */
export function serializedOrigin(request: FetchRequest, originOf?: (url: URL) => string): string {
  if (request.urlList.length === 1) return request.origin.serialization;
  return byteSerializeRequestOrigin({
    origin: request.origin.serialization,
    redirectTaint: redirectTaintOf(request, originOf),
  });
}

/** Whether the hop under way is one with CORS from one origin to another. */
export function hasJustLeftOrigin({ mode, urlList }: FetchRequest): boolean {
  const previous = urlList.at(-2);
  return mode === "cors" && previous !== undefined && previous.origin !== urlList.at(-1)!.origin;
}
