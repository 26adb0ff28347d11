import { scripted } from "../scripts/script.ts";
import type { Situation } from "../situation.ts";
import { asked } from "./asked.ts";

const RESET = [{ status: 0, raw: "", reset: true }];

/** Connections that are reset in place of an answer, and none that is idle over which a browser could ask again. */
export function* resetSituations(): Generator<Situation> {
  for (const init of [{}, { mode: "no-cors" }, { method: "PUT" }])
    yield scripted(
      `another server resets the connection of ${JSON.stringify(init)}`,
      [asked("one", "{b/}1", init)],
      { "preflight 1": RESET, "1": RESET },
    );
}
