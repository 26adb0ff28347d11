import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { ConnectionClosed } from "../../transports/transport.ts";

/**
 * Whether Firefox takes a request for done that its server hangs up on: a PUT. It ends without a response then, and
 * without headers there is not one of any name.
 *
 * netwerk/protocol/http/nsHttpTransaction.cpp, Close
 */
export function isUnanswered(
  { cause, isOfPreflight }: NetworkFailure,
  { method }: FetchRequest,
): boolean {
  return isOfPreflight !== true && cause instanceof ConnectionClosed && method === "PUT";
}
