import type { Situation } from "../situation.ts";
import { scripted } from "./script.ts";
import { heardRequest } from "./xhr-listening.ts";
import { answers, end } from "./xhr-waited.ts";

/** A request that is waited for in the turn in which another one of the same XMLHttpRequest has ended. */
export function* xhrWaitedNextSituations(): Generator<Situation> {
  for (const [name, replies] of answers.slice(0, 6))
    for (const pause of [[], ["await undefined;"], ["await wait(0);"]])
      for (const url of ["{a/}2", "{b/}2"])
        yield scripted(
          `${url} is waited for at once (${pause.join(" ")}) when another was ${name}`,
          [
            ...heardRequest(false),
            `xhr.open("GET", "{b/}1");`,
            "const end = ended();",
            "xhr.send();",
            "await end;",
            ...pause,
            `xhr.open("GET", "${url}", false);`,
            `note("opened", xhr.readyState, xhr.status, xhr.responseURL);`,
            `await attempt("sent", () => sendSynchronously(xhr));`,
            ...end,
          ],
          "" in replies ? { "1": replies[""] } : replies,
        );
}
