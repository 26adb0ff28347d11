import { asXhr, get, situation, type Situation } from "./situation.ts";

// "CHICKEN" in each coding. Written out, because compressors change.
const gzip =
  "\x1f\x8b\x08\0\0\0\0\0\0\x03\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0\x86\x40\x63\xb7\x07\0\0\0";
const zlib = "\x78\x9c\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0\x07\xbe\x01\xf6";
const deflate = "\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0";
const brotli = "\x0b\x03\x80CHICKEN\x03";
const brotliInGzip =
  "\x1f\x8b\x08\0\0\0\0\0\0\x03\xe3\x66\x6e\x70\xf6\xf0\x74\xf6\x76\xf5\x63\x06\0\xef\xa9\x81\xef\x0b\0\0\0";
const zstd = "\x28\xb5\x2f\xfd\x20\x07\x39\0\0CHICKEN";

const bodies: readonly (readonly [coding: string, body: string])[] = [
  ...["gzip", "GZIP", "x-gzip", "X-GZIP", "gzip,", ", gzip", "gzip;q=1", "gz ip"].map(
    (coding) => [coding, gzip] as const,
  ),
  ...["gzip, unknown", "unknown, gzip", "unknown", "identity", "gzip, identity"].map(
    (coding) => [coding, gzip] as const,
  ),
  ["gzip", "no gzip"],
  ["gzip", gzip.slice(0, -12)],
  ["gzip", `${gzip}xx`],
  ["gzip", ""],
  ["deflate", zlib],
  ["deflate", deflate],
  ["deflate", "no deflate"],
  ["deflate", "\xff\xff\xff"],
  ["deflate", "x"],
  ["DEFLATE", zlib],
  ["br", brotli],
  ["BR", brotli],
  ["br", "no brotli"],
  ["br, gzip", brotliInGzip],
  ["BR, GZIP", brotliInGzip],
  ["br,gzip", brotliInGzip],
  ["br, unknown, gzip", brotliInGzip],
  ["zstd", zstd],
  ["ZSTD", zstd],
  ["zstd", "no zstd"],
];

/** How bodies are decoded, as each browser names and knows the codings. */
export function* codingSituations(): Generator<Situation> {
  for (const [coding, body] of bodies)
    for (const request of [get({ url: "{a/}1" }), asXhr(get({ url: "{a/}1" }))]) {
      const lines = [`Content-Length: ${body.length}`, `Content-Encoding: ${coding}`];
      const head = ["HTTP/1.1 200 OK", ...lines, "Cache-Control: no-store", "Connection: close"];
      yield situation(
        `${request.api} of ${coding}: ${JSON.stringify(body).slice(0, 20)}`,
        request,
        { actual: [{ status: 200, raw: `${head.join("\r\n")}\r\n\r\n${body}` }] },
      );
    }
}
