import { bodyOfBytes, readAll } from "../infrastructure/body.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";

const strengths = ["sha256", "sha384", "sha512"];

type Checked = Pick<FetchResponse, "type" | "body">;

export type IntegrityVerdict<Response extends Checked> =
  | { readonly ok: true; readonly response: Response }
  /** Of what came, in base64, by the strongest of the algorithms; null where that is nobody's to know. */
  | { readonly ok: false; readonly digest: string | null };

/**
 * Whether the response matches; if so, with its body read.
 *
 * https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist
 */
export async function matchesIntegrity<Response extends Checked>(
  response: Response,
  { integrity, element }: Pick<FetchRequest, "integrity" | "element">,
): Promise<IntegrityVerdict<Response>> {
  const items = integrity
    .trim()
    .split(/[\t\n\f\r ]+/)
    .map((item) => /^(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?.*)?$/.exec(item))
    .filter((item) => item !== null)
    .map(([, algorithm, digest]) => ({ algorithm: algorithm!, digest: digest! }));
  // An opaque response's bytes are nobody's to compare, nor are those of a redirect.
  const isHidden = response.type === "opaque" || response.type === "opaqueredirect";
  // NB: To a script that fetches any word is one too many; an element goes by what it understands.
  if (isHidden && (items.length > 0 || element === null)) return { ok: false, digest: null };
  if (items.length === 0) return { ok: true, response };
  let bytes: Uint8Array;
  try {
    bytes = response.body === null ? new Uint8Array() : await readAll(response.body);
  } catch {
    return { ok: false, digest: null };
  }
  const strongest = items.reduce(
    (best, { algorithm }) => Math.max(best, strengths.indexOf(algorithm)),
    0,
  );
  const algorithm = strengths[strongest]!;
  const digest = await digestOf(algorithm, bytes);
  const encoded = digest.replace(/=+$/, "");
  const isMatch = items.some(
    (item) =>
      item.algorithm === algorithm &&
      item.digest.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "") === encoded,
  );
  if (!isMatch) return { ok: false, digest };
  const body = response.body === null ? null : bodyOfBytes(bytes);
  return { ok: true, response: { ...response, body } };
}

/** What a response is that did not match: step 22 of https://fetch.spec.whatwg.org/#concept-main-fetch. */
export function integrityFailure(url: URL, digest: string | null): NetworkFailure {
  const place = ["#concept-main-fetch", "22"] as const;
  return otherFailure("SubresourceIntegrity", url, place, { parameter: digest ?? "" });
}

async function digestOf(algorithm: string, bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest(
    algorithm.replace("sha", "SHA-"),
    bytes as BufferSource,
  );
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
