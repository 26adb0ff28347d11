import { corsCheck } from "@crosswalk/cors/protocol";
import { integrityFailure, matchesIntegrity } from "../../fetching/integrity.ts";
import { varies } from "../../fetching/shared-load-freshness.ts";
import { toldToConsole } from "../../fetching/tell-console.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { currentUrl, type FetchRequest } from "../../infrastructure/fetch-request.ts";
import { networkError } from "../../infrastructure/fetch-response.ts";
import { withoutFragment } from "../../infrastructure/url.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import type { ResponseBody } from "../../infrastructure/body.ts";
import { BoundedMap } from "../../infrastructure/bounded-map.ts";
import { SharedBody } from "../../infrastructure/shared-body.ts";
import type { FailureCause } from "../failure-cause.ts";
import type { CorsSettings } from "./element-request.ts";
import type { LoadContext } from "./load.ts";
import {
  type FailedLoad,
  failedLoad,
  type LoadedResponse,
  type Loading,
} from "./loaded-response.ts";

/** What a preload, or an element in its place, has come to, for those that name the same. */
export interface Preloaded {
  readonly by: "element" | "preload";
  readonly request: FetchRequest;
  readonly loading: Promise<Loading>;
  /** Bytes that are kept of it so far. */
  held: number;
  /** Whether it is known what it has come to. */
  isOver: boolean;
  /** Whether an element has been there that took nothing of it: preloads find it, and no element does. */
  isPassedOver: boolean;
}

/** Without a cause where a failure has been told already, by the preload, as far as that tells it. */
export type Taken =
  | Extract<Loading, { readonly ok: true }>
  | {
      readonly ok: false;
      readonly cause: FailureCause | null;
      readonly reason?: FailedLoad["reason"];
    };

const MAX_PRELOADS = 64;
// Of all of them, as much as a page's loads (../../fetching/shared-load.ts).
const MAX_KEPT_BYTES = 64 * 1024 * 1024;

/** What a page's preloads have come to, until it is dropped or replaced. */
export class KeptPreloads extends BoundedMap<Preloaded> {
  /** Those that are being read ahead, dropped ones as well: they hold what has come until they are over. */
  readonly underWay: Set<Preloaded> = new Set();

  constructor() {
    super(MAX_PRELOADS);
  }

  /** Bytes that are kept of all of them. */
  get held(): number {
    let total = 0;
    for (const { held } of new Set([...this.values(), ...this.underWay])) total += held;
    return total;
  }
}

/** Counts the bytes that are kept of one. */
type Hold = (bytes: number) => "held" | "too-long";

export const keyOf = (as: string, url: URL): string => `${as} ${withoutFragment(url)}`;

/** Lets go of what was preloaded from the address of a load that takes its place. */
export function forgetPreloaded(
  { preloads }: LoadContext,
  rules: ElementRules,
  url: URL,
  isReplaced: (request: FetchRequest) => boolean,
): void {
  for (const as of rules.preload.serves.keys()) {
    const key = keyOf(as, url);
    const known = preloads.get(key);
    if (known !== undefined && isReplaced(known.request)) preloads.delete(key);
  }
}

/** Keeps what a preload loads, where its elements may take it; gives what the preload itself has of it. */
export function keepPreloaded(
  context: LoadContext,
  rules: ElementRules,
  as: string,
  url: URL,
  request: FetchRequest,
  loading: Promise<Loading>,
): Promise<Loading> {
  if (!rules.preload.serves.has(as)) return loading;
  return keepFor(context, keyOf(as, url), "preload", request, loading);
}

/** Keeps what is being loaded for any number of readers, unless it turns out too long. */
export function keepFor(
  { preloads }: LoadContext,
  key: string,
  by: Preloaded["by"],
  request: FetchRequest,
  loading: Promise<Loading>,
): Promise<Loading> {
  // NB: Nobody knows how long those under way will be. So it is the one for which no room is left that goes.
  const hold: Hold = (bytes) => {
    preloaded.held = bytes;
    if (preloads.held <= MAX_KEPT_BYTES) return "held";
    preloaded.held = 0;
    if (preloads.get(key) === preloaded) preloads.delete(key);
    return "too-long";
  };
  const kept = loading.then((made) =>
    withReadersToCome(made, async (readAhead) => {
      preloads.underWay.add(preloaded);
      try {
        await readAhead(hold);
      } finally {
        preloads.underWay.delete(preloaded);
      }
    }),
  );
  const preloaded: Preloaded = {
    by,
    request,
    loading: kept,
    held: 0,
    isOver: false,
    isPassedOver: false,
  };
  const end = (): void => void (preloaded.isOver = true);
  kept.then(end, end);
  preloads.set(key, preloaded);
  return kept;
}

/**
 * What an element is given of a preload; null where it has to load by itself, which is told at once where
 * nothing was preloaded: a blob: URL may be gone a moment later.
 */
export function preloadedFor(
  context: LoadContext,
  rules: ElementRules,
  kind: LoadKind,
  request: FetchRequest,
): Promise<Taken | "refused" | null> | null {
  const as = [...rules.preload.serves].find(([, kinds]) => kinds.has(kind))?.[0];
  const known = as === undefined ? undefined : context.preloads.get(keyOf(as, currentUrl(request)));
  return known === undefined ? null : take(known, context, kind, request);
}

async function take(
  known: Preloaded,
  context: LoadContext,
  kind: LoadKind,
  request: FetchRequest,
): Promise<Taken | "refused" | null> {
  const { mode } = request;
  const loading = await known.loading;
  if (!loading.ok) {
    if (mode !== "cors" && kind !== "font") return null;
    tellDenied(context, request, "by-preload");
    return { ok: false, cause: null };
  }
  const { response } = loading;
  const asked = { request: known.request, headers: known.request.headerList };
  if (varies({ headerList: response.headers }, asked, request)) return null;
  // What came without CORS is looked at again by who wants it with.
  const credentialsMode = request.holdsCredentials ? "include" : request.credentialsMode;
  const check = { credentialsMode, origin: context.client.origin.serialization };
  if (mode === "cors" && response.access === "opaque" && !corsCheck(check, response.headers).ok)
    return "refused";
  const isReadable = response.isOwn || mode === "cors";
  const own: LoadedResponse = {
    ...response,
    access: isReadable ? "readable" : "opaque",
    hasMutedErrors: !isReadable && response.hasMutedErrors,
  };
  return known.request.integrity === request.integrity
    ? { ok: true, response: own }
    : checked(own, context, request);
}

/**
 * Whether what was preloaded is not for a second preload: it asks for itself, and leaves nothing. Null
 * where that is known at once to be no question, so that nobody waits: a blob: URL may be revoked meanwhile.
 */
export function isUnfitForPreload(
  context: LoadContext,
  as: string,
  url: URL,
  settings: CorsSettings,
): Promise<boolean> | null {
  const known = context.preloads.get(keyOf(as, url));
  return known === undefined || known.request.mode === settings.mode
    ? null
    : isUnfit(context, known, settings);
}

async function isUnfit(
  { client }: LoadContext,
  known: Preloaded,
  { mode, credentialsMode }: CorsSettings,
): Promise<boolean> {
  const loading = await known.loading;
  if (!loading.ok) return mode !== "cors";
  const { access, headers } = loading.response;
  const check = { credentialsMode, origin: client.origin.serialization };
  return mode === "cors" && access === "opaque" && !corsCheck(check, headers).ok;
}

/** Says what an element adds to why it may not have what came. */
export function tellDenied(
  { client, agent }: LoadContext,
  request: FetchRequest,
  by: "by-preload" | "by-itself",
): void {
  const url = currentUrl(request).href;
  for (const text of agent.engine.messages.deniedTaking(request, by))
    client.console?.({ text, url });
}

/** A preload has been checked against its own `integrity`, not the element's. */
async function checked(
  response: LoadedResponse,
  { agent, trace }: LoadContext,
  request: FetchRequest,
): Promise<Taken> {
  const type = response.access === "opaque" ? "opaque" : "default";
  const own = { type, body: response.body, internalResponse: null } as const;
  const verdict = await matchesIntegrity(own, request, agent.engine.integrity);
  if (verdict.ok) return { ok: true, response: { ...response, body: verdict.response.body } };
  const failure = integrityFailure(currentUrl(request), verdict.digest);
  await toldToConsole({ request, agent, signal: null, trace }, () =>
    Promise.resolve(networkError(failure)),
  );
  return failedLoad(failure, request, agent);
}

/** For any number of readers, whenever they come. Left unread, it would keep its connection from others. */
function withReadersToCome(
  loading: Loading,
  whileUnderWay: (readAhead: (hold: Hold) => Promise<void>) => Promise<void>,
): Loading {
  if (!loading.ok || loading.response.body === null) return loading;
  let isTooLong = false;
  const shared = new SharedBody(loading.response.body, MAX_KEPT_BYTES, () => undefined);
  const readAhead = async (hold: Hold): Promise<void> => {
    for await (const _ of shared.open()) {
      isTooLong = hold(shared.size) === "too-long";
      if (!isTooLong) continue;
      // NB: Who reads it already, as a preload that waits for its end, reads on.
      shared.keepNoMore();
      return;
    }
  };
  // What breaks off does so for whoever takes it.
  whileUnderWay(readAhead).catch(() => undefined);
  const body: ResponseBody = {
    [Symbol.asyncIterator]() {
      if (isTooLong) throw new Error("the preload was too long to keep");
      return shared.open()[Symbol.asyncIterator]();
    },
  };
  return { ok: true, response: { ...loading.response, body } };
}
