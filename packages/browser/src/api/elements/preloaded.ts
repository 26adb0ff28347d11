import { corsCheck, type CredentialsMode } from "@crosswalk/cors/protocol";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import type { FetchRequest, RequestMode } from "../../infrastructure/fetch-request.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import { SharedBody } from "../../infrastructure/shared-body.ts";
import type { LoadContext } from "./load.ts";
import type { LoadedResponse, Loading } from "./loaded-response.ts";

/** What a preload, or an element in its place, has come to, for those that name the same. */
export interface Preloaded {
  readonly by: "element" | "preload";
  readonly request: FetchRequest;
  readonly loading: Promise<Loading>;
}

/** The cause of a failure has been told already, by the preload. */
export type Taken =
  | Extract<Loading, { readonly ok: true }>
  | { readonly ok: false; readonly cause: null };

interface Wanted {
  readonly kind: LoadKind;
  readonly mode: RequestMode;
  readonly credentialsMode: CredentialsMode;
}

const keyOf = (as: string, url: URL): string => `${as} ${url.href}`;

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
  const kept = loading.then(withReadersToCome);
  context.preloads.set(keyOf(as, url), { by: "preload", request, loading: kept });
  return kept;
}

/**
 * What an element is given of a preload; null where it has to load by itself, which is told at once where
 * nothing was preloaded: a blob: URL may be gone a moment later.
 */
export function preloadedFor(
  context: LoadContext,
  rules: ElementRules,
  url: URL,
  wanted: Wanted,
): Promise<Taken | null> | null {
  const { kind } = wanted;
  const as = [...rules.preload.serves].find(([, kinds]) => kinds.has(kind))?.[0];
  const known = as === undefined ? undefined : context.preloads.get(keyOf(as, url));
  if (
    known === undefined ||
    (known.request.mode !== "cors" && rules.preload.servesWithCors.has(kind))
  )
    return null;
  return take(known, context, wanted);
}

async function take(
  known: Preloaded,
  { client }: LoadContext,
  { kind, mode, credentialsMode }: Wanted,
): Promise<Taken | null> {
  const loading = await known.loading;
  if (!loading.ok) return mode === "cors" || kind === "font" ? { ok: false, cause: null } : null;
  const { response } = loading;
  // What came without CORS is looked at again by who wants it with.
  const request = { credentialsMode, origin: client.origin.serialization };
  if (mode === "cors" && response.access === "opaque" && !corsCheck(request, response.headers).ok)
    return null;
  const isReadable = response.isOwn || mode === "cors";
  return { ok: true, response: { ...response, access: isReadable ? "readable" : "opaque" } };
}

/** For any number of readers, whenever they come. */
export function withReadersToCome(loading: Loading): Loading {
  if (!loading.ok || loading.response.body === null) return loading;
  const shared = new SharedBody(loading.response.body, Infinity, () => undefined);
  // This one is never read, so that nobody is the last to turn away.
  shared.open();
  const response: LoadedResponse = {
    ...loading.response,
    body: { [Symbol.asyncIterator]: () => shared.open()[Symbol.asyncIterator]() },
  };
  return { ok: true, response };
}
