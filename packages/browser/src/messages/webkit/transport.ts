import { UnreadableResponse } from "../../http1/unreadable.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { ConnectionClosed } from "../../transports/transport.ts";
import { ofAccess } from "./access.ts";

/** What libsoup says of a connection. */
export function transportLines(
  failure: NetworkFailure,
  request: FetchRequest,
): readonly (string | null)[] {
  const reason = reasonOf(failure.cause, new URL(failure.url).hostname);
  if (reason === null) return [];
  return failure.anchor === "#cors-preflight-fetch"
    ? ofAccess(reason, failure, request)
    : [`Failed to load resource: ${reason}`];
}

function reasonOf(cause: unknown, host: string): string | null {
  if (cause instanceof ConnectionClosed)
    return codeOf(cause.cause) === "ECONNRESET" ? RESET : CLOSED;
  if (codeOf(cause) === "ENOTFOUND") return `Error resolving “${host}”: Name or service not known`;
  if (!(cause instanceof UnreadableResponse)) return null;
  return cause.fault === "undecodable" ? ofBrotli(cause) : (faults.get(cause.fault) ?? null);
}

/** What else cannot be decoded is passed on. Both Node.js and libsoup quote the decoder. */
function ofBrotli({ cause }: UnreadableResponse): string | null {
  const name = /^ERR__ERROR_FORMAT_(\w+)$/.exec(codeOf(cause))?.[1];
  return name === undefined ? null : `SoupBrotliDecompressorError: ${name}`;
}

/** What Node.js calls it. */
const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause ? String(cause.code) : "";

const RESET = "Error receiving data: Connection reset by peer";
const CLOSED = "Connection terminated unexpectedly";
const UNREADABLE = "Could not parse HTTP response";

const faults: ReadonlyMap<string, string> = new Map<UnreadableResponse["fault"], string>([
  ["head-too-large", "Header too big"],
  ["invalid-length", "Unrecognized HTTP response encoding"],
  ["invalid-status-line", UNREADABLE],
  ["no-status-line", UNREADABLE],
  ["short-body", CLOSED],
  ["truncated-head", UNREADABLE],
  ["unknown-transfer-encoding", "Unrecognized HTTP response encoding"],
  ["zero-byte", UNREADABLE],
]);
