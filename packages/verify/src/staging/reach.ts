import type { EngineRun, ScenarioRequest } from "@crosswalk/explain";
import type { Performance } from "./stage-browser.ts";

/** How far a page came with what it asked for; `lacks` where it has the response without all the headers it wants. */
export type Reach = "reads" | "lacks" | "opaque" | "fails";

/** In a real browser. */
export function reachIn(
  { outcome, seen }: Pick<Performance, "outcome" | "seen">,
  request: ScenarioRequest,
): Reach {
  const { result, type, headers, readable } = outcome;
  // A beacon tells its page nothing: what counts is whether it got through.
  if (request.api === "beacon")
    return seen.some(({ method }) => method === "POST") ? "reads" : "fails";
  if (["error", "rejected", "thrown", "timeout", "refused", "no end"].includes(result))
    return "fails";
  if (request.api === "fetch" || request.api === "xhr") {
    if (type === "opaque" || type === "opaqueredirect") return "opaque";
    return lacks(request, typeof headers === "string" ? namesOf(headers) : (headers ?? []))
      ? "lacks"
      : "reads";
  }
  return readable === "SecurityError" && wantsToRead(request) ? "opaque" : "reads";
}

/** In a run of our own. */
export function reachOfRun({ outcome }: EngineRun, request: ScenarioRequest): Reach {
  switch (outcome.kind) {
    case "readable":
      return lacks(request, outcome.headers) ? "lacks" : "reads";
    case "opaque":
      return "opaque";
    case "loaded":
      return outcome.access === "opaque" && wantsToRead(request) ? "opaque" : "reads";
    case "failed":
      return "fails";
  }
}

const namesOf = (text: string): [name: string, value: string][] =>
  text.split("\r\n").map((line) => [line.split(":", 1)[0]!, ""]);

const lacks = (
  { reads = [] }: ScenarioRequest,
  headers: readonly (readonly [name: string, value: string])[],
): boolean =>
  reads.some((name) => !headers.some(([other]) => other.toLowerCase() === name.toLowerCase()));

const wantsToRead = ({ mode, reads = [] }: ScenarioRequest): boolean =>
  mode === "cors" || reads.length > 0;
