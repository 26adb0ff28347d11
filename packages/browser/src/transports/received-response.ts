import { ArgumentCheck } from "../infrastructure/argument-check.ts";
import type { TransportResponse } from "./transport.ts";

const isBody = (body: unknown): boolean =>
  body === null || (typeof body === "object" && Symbol.asyncIterator in body);

/** Whether what a transport resolved with can be read, whatever its types say. */
export const isReadable = ({ headers, body }: TransportResponse): boolean =>
  Array.isArray(headers) && isBody(body);

/** Why it cannot be read. */
export function unreadable({ headers, body }: TransportResponse): TypeError | null {
  const check = new ArgumentCheck("what the transport resolved with");
  check.require(
    Array.isArray(headers),
    "headers",
    headers,
    '[["Content-Type", "text/plain"]], an entry a line',
  );
  check.require(isBody(body), "body", body, "what for await reads bytes from, or null");
  return check.error();
}
