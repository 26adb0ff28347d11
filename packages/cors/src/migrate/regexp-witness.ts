import { diagnoseOrigin } from "../policy/origin-syntax.ts";

/** What is tried at most: enough to find one, and no work to speak of. */
const MAX_CANDIDATES = 256;
/** An origin of ours is never longer, and no expression that is understood is slow on it. */
const MAX_CANDIDATE_LENGTH = 300;

/**
 * The first of some origins that an expression really lets in.
 *
 * The expression is copied, so that neither its `lastIndex` nor a method that someone replaced takes part.
 */
export function verifiedWitness(expression: RegExp, candidates: readonly string[]): string | null {
  const copy = new RegExp(expression.source, expression.flags.replace(/[gy]/g, ""));
  for (const candidate of candidates.slice(0, MAX_CANDIDATES)) {
    if (candidate.length > MAX_CANDIDATE_LENGTH || candidate.includes("*")) continue;
    if (diagnoseOrigin(candidate).mistakes.length === 0 && copy.test(candidate)) return candidate;
  }
  return null;
}
