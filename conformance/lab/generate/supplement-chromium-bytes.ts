import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { asXhr, get, reply, situation, type Situation } from "./situation.ts";

// "CHICKEN" in each coding. Written out, because compressors change.
const gzip =
  "\x1f\x8b\x08\0\0\0\0\0\0\x03\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0\x86\x40\x63\xb7\x07\0\0\0";
const zlib = "\x78\x9c\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0\x07\xbe\x01\xf6";
const deflate = "\x73\xf6\xf0\x74\xf6\x76\xf5\x03\0";
const brotli = "\x0b\x03\x80CHICKEN\x03";
const brotliInGzip =
  "\x1f\x8b\x08\0\0\0\0\0\0\x03\xe3\x66\x6e\x70\xf6\xf0\x74\xf6\x76\xf5\x63\x06\0\xef\xa9\x81\xef\x0b\0\0\0";

/** What tells how Chromium decodes bodies, byte for byte. */
export function* chromiumByteSituations(): Generator<Situation> {
  const codings: readonly (readonly [coding: string, bodies: readonly string[]])[] = [
    ["gzip", [gzip, gzip.slice(0, -6), gzip.slice(0, -12), `${gzip}xx`, "no", "", "\x1f"]],
    ["deflate", [zlib, deflate, zlib.slice(0, -3), "no", "x"]],
    ["br", [brotli, brotli.slice(0, -3), `${brotli}xx`, "not br", "x", "n"]],
    ["zstd", ["no zstd", ""]],
    ["br, gzip", [brotliInGzip]],
    ["X-GZIP", [gzip]],
    ["gzip,", [gzip]],
    ["gzip, unknown", [gzip]],
    ["gzip;q=1", [gzip]],
    ["gz ip", [gzip]],
  ];
  for (const [coding, bodies] of codings) {
    for (const body of bodies) {
      for (const request of [get(), asXhr(get())]) yield coded(coding, body, request);
    }
  }
  for (const coding of ["gzip", "unknown"])
    yield coded(coding, gzip, get({ headers: [["Range", "bytes=0-"]] }));
}

function coded(coding: string, body: string, request: ScriptRequest): Situation {
  const lines = [...everyone, `Content-Length: ${body.length}`, `Content-Encoding: ${coding}`];
  const head = ["HTTP/1.1 200 OK", ...lines, "Cache-Control: no-store", "Connection: close"];
  const raw: Reply = { status: 200, headers: [], raw: `${head.join("\r\n")}\r\n\r\n${body}` };
  return situation(`${request.api} of ${coding}: ${JSON.stringify(body).slice(0, 20)}`, request, {
    replies: { "": [raw], preflight: [reply(204, ...everyone)] },
  });
}
