import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";

/** What was preloaded for scripts is for those that ask without credentials, too, and what came to nothing is for all. */
export function* refusedPreloadSituations(): Generator<Situation> {
  const withCredentials = get({ credentials: "include" });
  const preload: ScriptRequest = { api: "preload", url: "{b/}1", as: "fetch", crossorigin: "" };
  const other: ScriptRequest = { ...preload, crossorigin: "use-credentials" };
  const sequences: readonly (readonly ScriptRequest[])[] = [
    [preload, get(), get()],
    [preload, asXhr(get()), get()],
    [preload, get({ credentials: "omit" })],
    [preload, get({ credentials: "omit" }), get()],
    [preload, withCredentials],
    [preload, preload, get()],
    [other, withCredentials, withCredentials],
    [other, asXhr(withCredentials)],
    [other, get()],
    [preload, get({ cache: "no-store" })],
  ];
  const ok = (...lines: readonly string[]): Reply => ({ status: 200, headers: lines, body: "ok" });
  const answers: Readonly<Record<string, readonly Reply[]>> = {
    granted: [ok(...everyone)],
    "granted to anyone": [ok("Access-Control-Allow-Origin: *")],
    refused: [ok()],
    "refused at first": [ok(), ok(...everyone)],
    "of two lengths": [
      { status: 200, raw: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok" },
    ],
  };
  for (const page of ["ephemeral", "a"] as const)
    for (const [name, actual] of Object.entries(answers))
      for (const [index, steps] of sequences.entries()) {
        if (page === "a" && name !== "granted" && name !== "refused at first") continue;
        yield situation(`preloaded and taken ${index}, ${name}, by ${page}`, steps, {
          page,
          actual,
        });
      }
}
