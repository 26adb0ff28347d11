/**
 * Whether what was checked against other metadata need not be against these: where they ask for nothing, or for the
 * same digests of the strongest algorithm.
 *
 * dom/security/SRIMetadata.cpp, CanTrustBeDelegatedTo
 */
export function isCheckedBy(integrity: string, other: string): boolean {
  const own = strongestOf(integrity);
  if (own === null) return true;
  const theirs = strongestOf(other);
  if (theirs === null || own.strength !== theirs.strength) return false;
  return (
    own.digests.size === theirs.digests.size &&
    [...own.digests].every((digest) => theirs.digests.has(digest))
  );
}

interface Metadata {
  /** Zero of what no algorithm is known of. */
  readonly strength: number;
  readonly digests: ReadonlySet<string>;
}

const algorithms = ["sha256", "sha384", "sha512"];

/** Null of what is blank. What is not understood asks for something, too. */
function strongestOf(integrity: string): Metadata | null {
  const items = integrity.split(/[\t\n\f\r ]+/).filter((item) => item !== "");
  if (items.length === 0) return null;
  const read = items.map((item) => {
    const [algorithm = "", digest = ""] = item.split(/-(.*)/s);
    return { strength: algorithms.indexOf(algorithm.toLowerCase()) + 1, digest };
  });
  const strength = Math.max(...read.map((one) => one.strength));
  const strongest = strength === 0 ? [] : read.filter((one) => one.strength === strength);
  return { strength, digests: new Set(strongest.map(({ digest }) => digest)) };
}
