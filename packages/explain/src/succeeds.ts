import type { EngineRun } from "./engine-run.ts";
import type { ScenarioRequest } from "./scenario.ts";

/** How far a page came with what it asked for. */
export type Reach = "reads" | "opaque" | "fails";

/** Whether the page may read what it got. */
export function reachOf({ outcome }: EngineRun, request: ScenarioRequest): Reach {
  switch (outcome.kind) {
    case "readable":
      return "reads";
    case "opaque":
      return "opaque";
    case "loaded":
      // Who didn't ask for more than to show or run it has what it asked for.
      return outcome.access === "opaque" && wantsToRead(request) ? "opaque" : "reads";
    case "failed":
      return "fails";
  }
}

/** Whether an element's page wants to look into what it loaded: `reads` names what. */
function wantsToRead({ api, mode, reads = [] }: ScenarioRequest): boolean {
  // Fonts are fetched with CORS whoever asks, and no page looks into one.
  return (mode === "cors" && api !== "font") || reads.length > 0;
}
