/** What there has to be of metadata: any text, some that is not blank, or a digest of a known algorithm. */
export type MetadataThatCounts = "any" | "not-blank" | "understood";

/** What integrity metadata does where there is nothing that may be compared. */
export interface IntegrityRules {
  /** Whether the names of algorithms are known in any case. */
  readonly algorithmsInAnyCase: boolean;
  /** Whether `sha-256` is another name of `sha256`, and so of the others. */
  readonly dashedAlgorithms: boolean;
  /** Whether `=` may stand anywhere in a digest, which is understood then, and matches nothing. */
  readonly strayPadding: boolean;
  /** Whether a vertical tab separates metadata as other white space does. */
  readonly verticalTabSeparates: boolean;
  /** Beside what metadata an opaque response is refused, to a script and to an element. */
  readonly opaque: {
    readonly fetch: MetadataThatCounts;
    readonly element: MetadataThatCounts;
  };
  /** Whether it is read before it is refused, because a console tells how many bytes came. */
  readonly readsOpaque: boolean;
  /** Whether a public key is asked for, which nothing is signed by here: whatever comes is refused. */
  readonly knowsSignatures: boolean;
  /** Whether a response that has no body is refused, or compared as one of no bytes. */
  readonly withoutBody: "refused" | "no-bytes";
  /** The same of a redirect that a script follows by hand, whose own body may be compared, too. */
  readonly redirectByHand: "refused" | "no-bytes" | "its-own";
  /**
   * What becomes of a body that breaks off: it is refused; or, as a script, compared as far as it came, and as anything
   * else left to whoever reads it.
   */
  readonly brokenOff: "refused" | "compared-as-scripts";
  /** Whether a script's is told not to match when the script fails for another reason, unless nothing matches. */
  readonly comparesFailedScripts: boolean;
  /** Whether `=` at a digest's end must be as many as there are in base64, if there are any. */
  readonly countsPadding: boolean;
}

/** What a failure is about in place of a digest where there is no signature. */
export const SIGNATURE = "ed25519";
