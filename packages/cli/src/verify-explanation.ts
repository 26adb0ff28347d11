import { applyChanges, type Explanation, redact } from "@crosswalk/explain";
import type { Verification } from "@crosswalk/verify";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import type { ExplainOptions } from "./explain-options.ts";
import { interruptible } from "./interruptible.ts";

/**
 * Lets the browsers that are installed do what was explained, as it was given and with the first fix. `explanation` has its secrets
 * still: with others in their place it would be another request.
 */
export async function verifyExplanation(
  explanation: Explanation,
  { timeLimit, showSecrets }: ExplainOptions,
): Promise<Verification> {
  const { scenario, runs, fixes } = explanation;
  const [fix] = fixes;
  const fixed = fix === undefined ? null : applyChanges(scenario, fix.changes);
  // Whoever does not verify doesn't wait for what that needs.
  const { verify } = await import("@crosswalk/verify");
  const verification = await interruptible(() =>
    verify({ scenario, runs, fixed }, { limit: timeLimit * 1000 }),
  );
  return showSecrets ? verification : redact(verification, scenario).value;
}

/** What a verification's exit code is; null where it is the explanation's own. */
export function exitCodeOfVerification({ notStaged, browsers }: Verification): ExitCode | null {
  if (browsers.some((one) => one.kind === "tried" && !one.agrees)) return exitCodes.contradicted;
  const isAsked = browsers.some(({ kind }) => kind === "tried" || kind === "not-staged");
  return notStaged === null && !isAsked ? exitCodes.unverified : null;
}
