import type { FetchRequest } from "../../infrastructure/fetch-request.ts";

const algorithms = ["sha256", "sha384", "sha512"] as const;

/** Of digests in base64, and in bytes. */
const lengths: ReadonlyMap<string, readonly [text: number, bytes: number]> = new Map([
  ["sha256", [44, 32]],
  ["sha384", [64, 48]],
  ["sha512", [88, 64]],
]);

/**
 * What Firefox says of a response that does not match: of each hash that could not have, and what came. Without a digest it has
 * looked at none.
 *
 * dom/security/SRICheck.cpp
 */
export function integrityLines(
  { urlList, integrity }: Pick<FetchRequest, "urlList" | "integrity">,
  digest: string,
): readonly string[] {
  const url = urlList[0]!.href;
  if (digest === "")
    return [
      `“${url}” is not eligible for integrity checks since it’s neither CORS-enabled nor same-origin.`,
    ];
  const algorithm = algorithms.find((name) => lengths.get(name)![0] === digest.length)!;
  return [
    ...hashesOf(integrity, algorithm)
      .map((hash) => faultOf(hash, algorithm))
      .filter((line) => line !== null),
    `None of the “${algorithm}” hashes in the integrity attribute match the content of the subresource at “${url}”. The computed hash is “${digest}”.`,
  ];
}

const hashesOf = (integrity: string, algorithm: string): readonly string[] =>
  integrity
    .split(/[\t-\r ]+/)
    .map((item) => /^(sha\d+)-([^?]*)/i.exec(item))
    .filter((item) => item?.[1]?.toLowerCase() === algorithm)
    .map((item) => item![2]!);

/** What keeps a hash from being one, whatever it is of. */
function faultOf(hash: string, algorithm: string): string | null {
  const [, digits, padding] = /^([\w+/-]*)(=*)$/.exec(hash) ?? [];
  if (digits === undefined || padding === undefined) return UNDECODABLE;
  if (digits.length % 4 === 1 || (padding !== "" && hash.length % 4 !== 0)) return UNDECODABLE;
  const bytes = Math.floor((digits.length * 3) / 4);
  return bytes === lengths.get(algorithm)![1] ? null : WRONG_LENGTH;
}

const UNDECODABLE = "The hash contained in the integrity attribute could not be decoded.";
const WRONG_LENGTH = "The hash contained in the integrity attribute has the wrong length.";
