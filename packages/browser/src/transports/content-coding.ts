import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { Http1Reading } from "../http1/reading.ts";
import { UnreadableResponse } from "../http1/unreadable.ts";
import type { ResponseBody } from "../infrastructure/body.ts";

/** What browsers take of servers without TLS; the platform decodes these by itself. */
export const acceptedCodings = "gzip, deflate";

const formats: ReadonlyMap<string, CompressionFormat> = new Map([
  ["gzip", "gzip"],
  ["x-gzip", "gzip"],
  ["deflate", "deflate"],
]);

/** https://fetch.spec.whatwg.org/#handle-content-codings */
export function decoded(
  body: ResponseBody,
  headers: HeaderEntries,
  undecodable: Http1Reading["undecodable"],
): ResponseBody {
  // 1. Let codings be the result of extracting header list values given `Content-Encoding` and headers.
  const codings = headers
    .filter(([name]) => name.toLowerCase() === "content-encoding")
    .map(([, value]) => value.trim().toLowerCase());

  // 2. If one of the following are true: codings is null; codings is failure; or codings contains an
  //    unsupported value, then return bytes.
  // NB: Two of them, one over the other, are not supported.
  const format = codings.length === 1 ? formats.get(codings[0]!) : undefined;
  if (format === undefined) return body;

  // 3. Return the result of decoding bytes with the given codings.
  return {
    [Symbol.asyncIterator]: () => decode(body, format, undecodable),
    cancel: () => body.cancel?.(),
  };
}

async function* decode(
  body: ResponseBody,
  format: CompressionFormat,
  undecodable: Http1Reading["undecodable"],
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = body[Symbol.asyncIterator]();
  // Nothing at all is decoded to nothing, though it isn't how either format begins.
  const first = await iterator.next();
  if (first.done === true) return;
  if (undecodable === "passed-on" && !looksLike(format, first.value)) {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
    return;
  }
  let failure = null as Error | null;
  const encoded = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(first.value),
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      } catch (error) {
        failure = error as Error;
        throw error;
      }
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  const decoder = new DecompressionStream(format) as ReadableWritablePair<Uint8Array, Uint8Array>;
  try {
    yield* encoded.pipeThrough(decoder) as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    // What failed before it came here is no fault of its coding.
    if (failure !== null) throw failure;
    throw new UnreadableResponse("undecodable", `the body is no ${format}`, { cause: error });
  }
}

/** By the first bytes, which is as far as libsoup goes back. */
function looksLike(format: CompressionFormat, [first, second]: Uint8Array): boolean {
  // RFC 1952 §2.3.1; RFC 1950 §2.2: the method is deflate.
  return format === "gzip" ? first === 0x1f && second === 0x8b : (first! & 0x0f) === 8;
}
