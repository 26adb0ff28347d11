import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import { matchesIntegrity } from "./integrity.ts";
import type { FetchStart } from "./user-agent.ts";

/** What is noticed of a request that went out. */
const noticed: ReadonlySet<NetworkFailure["code"]> = new Set([
  "BlockedType",
  "CorpBlocked",
  "InvalidLocation",
  "OpaqueResponseBlocked",
  "RedirectContainsCredentials",
  "RedirectLimit",
  "RedirectScheme",
  "TransportFailed",
] as const);

const wasAsked = (failure: NetworkFailure, { urlList }: FetchRequest): boolean =>
  failure.response !== undefined || noticed.has(failure.code) || urlList.length > 1;

/** Whether the integrity of what the request gets is looked at though it fails. */
export const isComparedThoughFailed = ({ request, agent }: FetchStart): boolean =>
  agent.engine.integrity.comparesFailedScripts &&
  request.integrity !== "" &&
  request.element !== null &&
  request.destination === "script";

/** A failed response as it is told of: with what nothing at all was found to be, unless that was asked for. */
export async function comparedThoughFailed(
  { request, agent }: FetchStart,
  response: FetchResponse,
): Promise<FetchResponse> {
  const { failure } = response;
  if (failure === null || failure.code === "SubresourceIntegrity") return response;
  if (failure.isTold === true || !wasAsked(failure, request)) return response;
  const type = request.responseTainting === "opaque" ? "opaque" : "default";
  const nothing = { type, body: null, internalResponse: null } as const;
  const verdict = await matchesIntegrity(nothing, request, agent.engine.integrity);
  return verdict.ok ? response : { ...response, failure: { ...failure, digest: verdict.digest } };
}
