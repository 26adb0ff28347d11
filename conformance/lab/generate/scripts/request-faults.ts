import type { Situation } from "../situation.ts";
import { scripted } from "./script.ts";

/** Of two faults of one call it is the first to be found that is told. */
export function* requestFaultSituations(): Generator<Situation> {
  const faults: readonly (readonly [name: string, fault: string])[] = [
    ["a header beyond bytes", `headers: [["X-A", "\\u0100"]]`],
    ["headers that are none", `headers: 1`],
    ["a header without a value", `headers: [["X-A"]]`],
    ["a header of no name", `headers: { "": "1" }`],
    ["no method", `method: ""`],
    ["a method beyond bytes", `method: "\\u0100"`],
    ["a forbidden method", `method: "TRACE"`],
    ["no mode", `mode: "chicken"`],
    ["no cache mode", `cache: "chicken"`],
  ];
  for (const [index, [name, fault]] of faults.entries())
    for (const [other, second] of faults.slice(index + 1)) {
      if (fault.slice(0, 4) === second.slice(0, 4)) continue;
      yield scripted(`${name} and ${other}`, [
        `await attempt("asked", () => fetch("{b/}1", { ${fault}, ${second} }));`,
      ]);
    }
}
