import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";

/** Of a response that is an error to the server; once, whoever else takes it. A worker's script is asked for by the browser itself. */
export function statusLines(
  { status, statusText = "" }: NonNullable<NetworkFailure["response"]>,
  { sharesLoad, destination }: FetchRequest,
): string[] {
  return status < 400 || sharesLoad || destination === "worker"
    ? []
    : [`Failed to load resource: the server responded with a status of ${status} (${statusText})`];
}
