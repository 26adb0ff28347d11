import type { Outcome } from "./outcome.ts";
import { performRequest } from "./perform-request.ts";
import type { ScriptRequest } from "./script-request.ts";

/** Makes requests one after the other, and returns what became of the last, as JSON. */
async function crosswalkVerify(steps: readonly ScriptRequest[], limit: number): Promise<string> {
  let outcome: Outcome | null = null;
  for (const step of steps) outcome = await performRequest(step, limit);
  return JSON.stringify(outcome);
}

Object.assign(globalThis, { crosswalkVerify });
