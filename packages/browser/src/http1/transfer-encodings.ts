import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { StatusLine } from "./reading.ts";
import { valuesOf } from "./reading.ts";

/** What a head says of how its body is framed, beside what lengths it gives. */
export type ReadTransferEncoding = (
  headers: HeaderEntries,
  version: StatusLine["version"],
) => "chunked" | "not-chunked" | "unreadable";

const codingsOf = (headers: HeaderEntries): string[] => valuesOf(headers, "transfer-encoding");

/** RFC 9112, §6.1, of the one coding that is known here. */
export const exactTransferEncoding: ReadTransferEncoding = (headers) => {
  const codings = codingsOf(headers);
  if (codings.length === 0) return "not-chunked";
  return /^chunked$/i.test(codings.join(",")) ? "chunked" : "unreadable";
};

/** Whether it is chunked, too. */
export const chunkedAmongOthers: ReadTransferEncoding = (headers) =>
  codingsOf(headers)
    .flatMap((value) => value.split(","))
    .some((coding) => coding.trim().toLowerCase() === "chunked")
    ? "chunked"
    : "not-chunked";

export const chunkedSinceHttp11: ReadTransferEncoding = (headers, version) =>
  version === "1.0" ? "not-chunked" : chunkedAmongOthers(headers, version);

/**
 * The last line that says anything of it counts. A length says so, unless the body is chunked by then.
 *
 * libsoup/soup-message-headers.c, transfer_encoding_setter, content_length_setter
 */
export const lastOfLines: ReadTransferEncoding = (headers) => {
  let framing: ReturnType<ReadTransferEncoding> = "not-chunked";
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (key === "content-length" && framing === "unreadable") framing = "not-chunked";
    const coding = key === "transfer-encoding" ? value.toLowerCase() : "identity";
    if (coding !== "identity") framing = coding === "chunked" ? "chunked" : "unreadable";
  }
  return framing;
};
