import type { EngineName, EngineProfile } from "@crosswalk/browser";
import type { Case } from "../lab/case.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";
import { runCase } from "./run-case.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

// What is alone is played in real time, of which a stalled machine takes some. What is wrong is so each time.
const ATTEMPTS = 3;

/** Plays a case in an engine's profile, or in one that has been made a little otherwise, and compares. */
export async function playedBeside(
  engine: EngineName,
  one: Case,
  recorded: RecordedCase,
  profile?: EngineProfile,
): Promise<Verdict> {
  // NB: Of one made otherwise it is expected to differ.
  const attempts = one.isAlone === true && profile === undefined ? ATTEMPTS : 1;
  for (let attempt = 1; ; attempt++) {
    const verdict = verdictOf(engine, one, recorded, await runCase(one, engine, profile));
    if (verdict.differences.length === 0 || attempt === attempts) return verdict;
  }
}
