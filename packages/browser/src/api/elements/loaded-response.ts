import type { HeaderList } from "@crosswalk/cors/protocol";
import { brokenOff, fetch } from "../../fetching/fetch.ts";
import type { UserAgent } from "../../fetching/user-agent.ts";
import {
  NotBytes,
  requireBytes,
  endReading,
  type ResponseBody,
  readAll,
} from "../../infrastructure/body.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { currentUrl, type FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../../infrastructure/fetch-response.ts";
import { withFirstType } from "../../infrastructure/given-type.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { causeOf, type FailureCause } from "../failure-cause.ts";
import type { FontFailure, TypedKind } from "../../messages/messages.ts";
import type { LoadContext } from "./load.ts";

/** What an element works with: it sees through a response that its page may not read. */
export interface LoadedResponse {
  /** Where it came from in the end. */
  readonly url: URL;
  /** https://html.spec.whatwg.org/#cors-cross-origin */
  readonly access: "readable" | "opaque";
  /** Whether errors of a script are kept from a page that may not read it. */
  readonly hasMutedErrors: boolean;
  /** Whether it is of the page's own origin all along. */
  readonly isOwn: boolean;
  /** Whether it will do as a style sheet by whatever type. */
  readonly isStyleOfQuirks: boolean;
  readonly isRedirected: boolean;
  readonly status: number;
  readonly isOk: boolean;
  readonly headers: HeaderList;
  /** With all types that were given. */
  readonly givenHeaders: HeaderList;
  readonly body: ResponseBody | null;
}

export type Loading = { readonly ok: true; readonly response: LoadedResponse } | FailedLoad;

export interface FailedLoad {
  readonly ok: false;
  readonly cause: FailureCause;
  /** What that is the cause of, for messages about it. */
  readonly reason: FontFailure;
}

export function failedLoad(
  failure: NetworkFailure,
  request: FetchRequest,
  agent: UserAgent,
): FailedLoad {
  return { ok: false, cause: causeOf(failure, request, agent), reason: { failure, request } };
}

export async function load(context: LoadContext, request: FetchRequest): Promise<Loading> {
  const { agent, trace } = context;
  const failed = (failure: NetworkFailure): Loading => failedLoad(failure, request, agent);
  let response: FetchResponse;
  try {
    response = await fetch({ request, agent, signal: null, trace });
  } catch (error) {
    return failed(brokenOff({ request, trace }, error));
  }
  if (response.failure !== null) return failed(response.failure);
  // A response that is not opaque keeps its own body: what integrity was checked of has been read.
  const isOpaque = response.type === "opaque";
  const internal = response.internalResponse ?? response;
  const { status, headerList } = internal;
  const { firstTypeCounts } = agent.engine.elements;
  return {
    ok: true,
    response: {
      url: currentUrl(request),
      access: isOpaque ? "opaque" : "readable",
      hasMutedErrors: isOpaque && !isOwnScript(request, agent.engine.elements),
      isOwn: response.type === "basic",
      // NB: An `about:blank` document is in quirks mode.
      isRedirected: request.urlList.length > 1,
      isStyleOfQuirks: response.type === "basic" && context.client.isBlank,
      status,
      isOk: status >= 200 && status <= 299,
      headers: firstTypeCounts ? withFirstType(headerList) : headerList,
      givenHeaders: headerList,
      body: isOpaque ? internal.body : response.body,
    },
  };
}

/** What a browser prints of a response whose type an element can't use. */
export function tellRefusedType(
  { agent, client }: LoadContext,
  kind: TypedKind,
  url: URL,
  response: LoadedResponse,
): void {
  for (const text of agent.engine.messages.refusedType(kind, url, response))
    client.console?.({ text, url: url.href });
}

function isOwnScript(request: FetchRequest, { ownsByAddress }: ElementRules): boolean {
  const { protocol, origin } = currentUrl(request);
  // NB: What a redirect to a data: URL has shown is no secret.
  return protocol === "data:" || (ownsByAddress && origin === request.origin.serialization);
}

/** Null where the connection breaks. */
export async function bytesOf(response: LoadedResponse): Promise<Uint8Array | null> {
  const { bytes, brokenBy } = await wholeOf(response);
  return brokenBy === null ? bytes : null;
}

/** All bytes; or none, and what it broke off by. */
export async function wholeOf({ body }: LoadedResponse): Promise<Read> {
  try {
    return { bytes: body === null ? new Uint8Array() : await readAll(body), brokenBy: null };
  } catch (cause) {
    if (cause instanceof NotBytes) throw cause;
    return { bytes: new Uint8Array(), brokenBy: { cause } };
  }
}

interface Read {
  readonly bytes: Uint8Array;
  readonly brokenBy: { readonly cause: unknown } | null;
}

// What tells a kind of file apart stands within the first few bytes.
const ENOUGH_TO_TELL = 1024;

/**
 * The first bytes, and what it broke off by, if it did. Of what they promise the rest is waited for; a film is not read
 * to its end to see that it is one.
 */
export async function startOf(
  { body }: LoadedResponse,
  isReadWhole: (start: Uint8Array) => boolean,
): Promise<Read> {
  const start: number[] = [];
  let brokenBy: { readonly cause: unknown } | null = null;
  if (body === null) return { bytes: new Uint8Array(), brokenBy };
  const iterator = body[Symbol.asyncIterator]();
  let goesOn: boolean | null = null;
  try {
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) break;
      if (goesOn !== null) continue;
      requireBytes(next.value);
      start.push(...next.value.subarray(0, ENOUGH_TO_TELL - start.length));
      if (start.length < ENOUGH_TO_TELL) continue;
      goesOn = isReadWhole(Uint8Array.from(start));
      if (goesOn) continue;
      // NB: What the cache keeps is left to that by who lets go of it.
      if (body.leaveToCache === undefined) endReading(iterator);
      break;
    }
  } catch (cause) {
    if (cause instanceof NotBytes) throw cause;
    brokenBy = { cause };
  }
  return { bytes: Uint8Array.from(start), brokenBy };
}
