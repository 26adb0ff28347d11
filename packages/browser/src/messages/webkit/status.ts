import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";

// They end with another load than the one that has the status.
const silent: ReadonlySet<string> = new Set(["audio", "event-source", "video"]);

/** Of a response that is an error to the server, and that its page gets; once, whoever else takes it. */
export function statusLines(
  { status, statusText = "" }: NonNullable<NetworkFailure["response"]>,
  { element, initiator, sharesLoad }: FetchRequest,
): string[] {
  if (status < 400 || sharesLoad || silent.has(element ?? initiator)) return [];
  return [
    `Failed to load resource: the server responded with a status of ${status} (${statusText})`,
  ];
}
