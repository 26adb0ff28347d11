import type { RunMessage } from "../engine-run.ts";
import type { Scenario } from "../scenario.ts";

/** Whether nobody has seen what answers a message, and no console has told of it. */
export function isAssumed({ answers }: Scenario, { rule }: RunMessage): boolean {
  const answer = rule === null ? undefined : answers[rule]?.answer;
  return answer !== undefined && "assumed" in answer && answer.told === undefined;
}
