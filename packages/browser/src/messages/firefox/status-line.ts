import { UnreadableResponse } from "../../http1/unreadable.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";

/**
 * What Firefox says of a status line that it can't read, but for a preflight's, which is nobody's; null of any other failure.
 *
 * netwerk/protocol/http/nsHttpChannel.cpp, OnStartRequest
 */
export function statusLineLine({ cause, isOfPreflight }: NetworkFailure): string | null {
  const isInvalid = cause instanceof UnreadableResponse && cause.fault === "invalid-status-line";
  return isInvalid && isOfPreflight !== true
    ? "The status line of the HTTP response is invalid"
    : null;
}
