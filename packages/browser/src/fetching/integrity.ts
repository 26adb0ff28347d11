import { bodyOfBytes, readAll } from "../infrastructure/body.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";

const strengths = ["sha256", "sha384", "sha512"];

/**
 * The response with its body read, or null where it doesn't match.
 *
 * https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist
 */
export async function matchesIntegrity(
  response: FetchResponse,
  metadata: string,
): Promise<FetchResponse | null> {
  const items = metadata
    .trim()
    .split(/[\t\n\f\r ]+/)
    .map((item) => /^(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?.*)?$/.exec(item))
    .filter((item) => item !== null)
    .map(([, algorithm, digest]) => ({ algorithm: algorithm!, digest: digest! }));
  // An opaque response's bytes are nobody's to compare.
  if (response.type === "opaque") return null;
  if (items.length === 0) return response;
  let bytes: Uint8Array;
  try {
    bytes = response.body === null ? new Uint8Array() : await readAll(response.body);
  } catch {
    return null;
  }
  const strongest = items.reduce(
    (best, { algorithm }) => Math.max(best, strengths.indexOf(algorithm)),
    0,
  );
  const algorithm = strengths[strongest]!;
  const actual = new Uint8Array(
    await crypto.subtle.digest(algorithm.replace("sha", "SHA-"), bytes as BufferSource),
  );
  const encoded = btoa(String.fromCharCode(...actual)).replace(/=+$/, "");
  const isMatch = items.some(
    (item) =>
      item.algorithm === algorithm &&
      item.digest.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "") === encoded,
  );
  return isMatch ? { ...response, body: response.body === null ? null : bodyOfBytes(bytes) } : null;
}
