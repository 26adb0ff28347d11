import { type BodyDecoder, ChunkedBody, OpenBody, SizedBody } from "./body-decoder.ts";
import { quote } from "./read-head.ts";
import { type Http1Reading, type ResponseHead, valuesOf } from "./reading.ts";
import { UnreadableResponse } from "./unreadable.ts";

/**
 * How the body behind a head is framed; null where there is none.
 *
 * https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length
 */
export function bodyOf(
  head: ResponseHead,
  method: string,
  reading: Http1Reading,
): BodyDecoder | null {
  if (head.version === "0.9") return new OpenBody();
  if (method === "HEAD" || reading.bodilessStatuses.has(head.status)) return null;
  switch (reading.readTransferEncoding(head.headers, head.version)) {
    case "chunked":
      return new ChunkedBody(reading);
    case "unreadable":
      throw new UnreadableResponse(
        "unknown-transfer-encoding",
        `the transfer coding ${valuesOf(head.headers, "transfer-encoding").map(quote).join(", ")} is not known`,
      );
    case "not-chunked":
      break;
  }
  const lengths = valuesOf(head.headers, "content-length");
  const length = lengths.length === 0 ? null : reading.readContentLength(lengths);
  if (length === "unreadable")
    throw new UnreadableResponse(
      "invalid-length",
      `the length of the body is given as ${lengths.map(quote).join(", ")}`,
    );
  return length === null ? new OpenBody() : new SizedBody(length);
}
