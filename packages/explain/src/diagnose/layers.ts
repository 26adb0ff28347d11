import { HeaderList } from "@crosswalk/cors/protocol";
import type { AnswerLayer } from "../scenario.ts";
import type { RunFacts } from "./run-facts.ts";

/** What the layers saw of the response at which it ended, innermost first; empty where nobody says. */
function layersOf({ message, scenario }: RunFacts): readonly AnswerLayer[] {
  if (message === null || message.rule === null) return [];
  const answer = scenario.answers[message.rule]?.answer;
  return answer === undefined || "failure" in answer ? [] : [...(answer.layers ?? [])].reverse();
}

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

function count({ headers }: AnswerLayer): number {
  return HeaderList.from(headers)
    .getAll(ALLOW_ORIGIN)
    .flatMap((line) => line.split(",")).length;
}

/** The innermost layer whose response has the header more than once; null where no dump shows it. */
export function doublingLayer(facts: RunFacts): string | null {
  return layersOf(facts).find((layer) => count(layer) > 1)?.name ?? null;
}

/** The innermost layer without the header, although one behind it has it. */
export function droppingLayer(facts: RunFacts): string | null {
  const layers = layersOf(facts);
  const first = layers.findIndex((layer) => count(layer) > 0);
  return first === -1
    ? null
    : (layers.slice(first).find((layer) => count(layer) === 0)?.name ?? null);
}
