import {
  type IntegrityRules,
  type MetadataThatCounts,
  SIGNATURE,
} from "../infrastructure/integrity-rules.ts";
import { bodyOfBytes, joined, type ResponseBody } from "../infrastructure/body.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";

const strengths = ["sha256", "sha384", "sha512"];

const publicKey = /^ed25519-([A-Za-z0-9+/_-]+={0,2})(?:\?.*)?$/;

const itemsOf = (integrity: string, { verticalTabSeparates }: IntegrityRules): string[] =>
  integrity
    .split(verticalTabSeparates ? /[\t-\r ]+/ : /[\t\n\f\r ]+/)
    .filter((item) => item !== "");

/** Those that a response would have to be signed by, as they are written. */
export const publicKeysOf = (integrity: string, rules: IntegrityRules): string[] =>
  itemsOf(integrity, rules)
    .map((item) => publicKey.exec(item)?.[1])
    .filter((key) => key !== undefined);

type Checked = Pick<FetchResponse, "type" | "body" | "internalResponse">;

export type IntegrityVerdict<Response extends Checked> =
  | { readonly ok: true; readonly response: Response }
  | {
      readonly ok: false;
      /** Of what came, in base64, by the strongest of the algorithms; null where that is nobody's to know. */
      readonly digest: string | null;
      /** How many bytes came, where they were read. */
      readonly size?: number;
      readonly fault?: Read["fault"];
    };

/**
 * Whether the response matches; if so, with its body read.
 *
 * https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist
 */
export async function matchesIntegrity<Response extends Checked>(
  response: Response,
  request: Pick<FetchRequest, "destination" | "integrity" | "element">,
  rules: IntegrityRules,
): Promise<IntegrityVerdict<Response>> {
  if (request.integrity === "") return { ok: true, response };
  const metadata = itemsOf(request.integrity, rules);
  // https://wicg.github.io/signature-based-sri/
  // AD-HOC: A response that is signed is refused, too: no signature is verified here.
  if (rules.knowsSignatures && metadata.some((item) => publicKey.test(item)))
    return { ok: false, digest: SIGNATURE };
  const syntax = rules.strayPadding ? strayPadded : padded;
  const items = metadata
    .map((item) => (rules.algorithmsInAnyCase ? withLowerCaseAlgorithm(item) : item))
    .map((item) => (rules.dashedAlgorithms ? item.replace(/^sha-/, "sha") : item))
    .map((item) => syntax.exec(item))
    .filter((item) => item !== null)
    .map(([, algorithm, digest]) => ({ algorithm: algorithm!, digest: digest! }));
  // "If response's body is null, then run processBodyError and abort these steps."
  if (isOneTooMany(refusedBy(response, request, rules), request.integrity, items.length)) {
    if (response.type !== "opaque" || !rules.readsOpaque) return { ok: false, digest: null };
    const size = await sizeOf(response.internalResponse?.body ?? response.body);
    return { ok: false, digest: null, size };
  }
  if (items.length === 0) return { ok: true, response };
  const isLed = response.type === "opaqueredirect" && rules.redirectByHand === "its-own";
  const source = isLed ? response.internalResponse!.body : response.body;
  const { bytes, fault } = await readAsFarAsItGoes(source);
  if (fault !== null && rules.brokenOff === "refused") return { ok: false, digest: null, fault };
  const body =
    response.body === null
      ? null
      : fault === null
        ? bodyOfBytes(bytes)
        : brokenBody(bytes, fault.cause);
  if (fault !== null && request.destination !== "script")
    return { ok: true, response: { ...response, body } };
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
      (!rules.countsPadding || isPaddedRight(item.digest)) &&
      item.digest.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "") === encoded,
  );
  if (!isMatch) return { ok: false, digest, size: bytes.length };
  return { ok: true, response: { ...response, body } };
}

const padded = /^(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?.*)?$/;

const strayPadded = /^(sha256|sha384|sha512)-([A-Za-z0-9+/_=-]+)(?:\?.*)?$/;

interface Read {
  readonly bytes: Uint8Array;
  /** What broke it off; null of what came whole. */
  readonly fault: { readonly cause: unknown } | null;
}

async function readAsFarAsItGoes(body: ResponseBody | null): Promise<Read> {
  if (body === null) return { bytes: new Uint8Array(), fault: null };
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of body) chunks.push(chunk);
  } catch (cause) {
    return { bytes: joined(chunks), fault: { cause } };
  }
  return { bytes: joined(chunks), fault: null };
}

/** How many bytes come, however it ends. NB: They are refused: none is kept, however many there are. */
async function sizeOf(body: ResponseBody | null): Promise<number> {
  let size = 0;
  if (body === null) return size;
  try {
    for await (const chunk of body) size += chunk.length;
  } catch {
    // What has come by then counts.
  }
  return size;
}

const brokenBody = (bytes: Uint8Array, cause: unknown): ResponseBody => ({
  async *[Symbol.asyncIterator]() {
    if (bytes.length > 0) yield bytes;
    throw cause;
  },
});

const withLowerCaseAlgorithm = (item: string): string =>
  item.replace(/^[^-]*/, (algorithm) => algorithm.toLowerCase());

/** What metadata refuses the response whatever it says; null where it is compared. */
function refusedBy(
  { type, body }: Checked,
  { element }: Pick<FetchRequest, "element">,
  rules: IntegrityRules,
): MetadataThatCounts | null {
  if (type === "opaque") return element === null ? rules.opaque.fetch : rules.opaque.element;
  const compared = type === "opaqueredirect" ? rules.redirectByHand : rules.withoutBody;
  return body === null && compared === "refused" ? "any" : null;
}

function isOneTooMany(
  counts: MetadataThatCounts | null,
  integrity: string,
  understood: number,
): boolean {
  switch (counts) {
    case "any":
      return true;
    case "not-blank":
      return integrity.trim() !== "";
    case "understood":
      return understood > 0;
    case null:
      return false;
  }
}

const isPaddedRight = (digest: string): boolean => !digest.endsWith("=") || digest.length % 4 === 0;

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
