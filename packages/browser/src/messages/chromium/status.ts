import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";

/** Of a response that is an error to the server; once, whoever else takes it. */
export function statusLines(
  { status, statusText = "" }: NonNullable<NetworkFailure["response"]>,
  { sharesLoad }: FetchRequest,
): string[] {
  return status < 400 || sharesLoad
    ? []
    : [`Failed to load resource: the server responded with a status of ${status} (${statusText})`];
}
