import type { Situation } from "../situation.ts";
import { scripted } from "./script.ts";
import { heardRequest } from "./xhr-listening.ts";

/** A request that is aborted between `open` and `send`, and sent all the same: what its script finds at the end of that. */
export function* xhrUnsentSituations(): Generator<Situation> {
  const aborts = [
    [
      "as it is opened",
      [`xhr.addEventListener("readystatechange", () => xhr.readyState === 1 && xhr.abort());`],
      [],
    ],
    ["once it is opened", [], ["xhr.abort();"]],
  ] as const;
  for (const [when, before, behind] of aborts)
    for (const method of ["GET", "PUT"])
      for (const url of ["{a/}1", "{b/}1"])
        for (const pause of [[], ["await wait(0);"]])
          yield scripted(`${method} ${url} is aborted ${when} (${pause.join("")})`, [
            ...heardRequest(false),
            ...before,
            `xhr.open("${method}", "${url}");`,
            ...behind,
            "const end = ended();",
            "xhr.send();",
            "await end;",
            ...pause,
            `note("ended", xhr.readyState, xhr.status, xhr.responseURL, xhr.responseText);`,
          ]);
}
