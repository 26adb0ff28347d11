import type { ScriptRequest } from "../case.ts";
import { get, situation, type Situation } from "./situation.ts";

// What scripts ask for is told apart by the case's own address in it.
const addressed: readonly string[] = ["blob:{b/}1", "jar:{b/}1!/x", "view-source:{b/}1"];

const named: readonly string[] = [
  "blob:null/{#}",
  "file:///{#}",
  "chrome://chicken/{#}",
  "resource://chicken/{#}",
  "moz-extension://chicken/{#}",
  "moz-safe-about:{#}",
  "about:{#}",
  "ws://127.0.0.1/{#}",
  "javascript:{#}",
  "mailto:{#}",
  "chicken:{#}",
];

const requests: readonly Omit<ScriptRequest, "url">[] = [
  get(),
  get({ mode: "no-cors" }),
  get({ mode: "same-origin" }),
  { api: "xhr" },
  { api: "image" },
  { api: "script" },
  { api: "module" },
  { api: "stylesheet" },
  { api: "video" },
  { api: "event-source" },
  { api: "preload", as: "fetch", crossorigin: "" },
];

/** What is said of what no network is asked for. */
export function* firefoxSchemeSituations(): Generator<Situation> {
  for (const request of requests) {
    const isOfScript = request.api === "fetch" || request.api === "xhr";
    for (const url of isOfScript ? addressed : [...addressed, ...named])
      yield situation(`${JSON.stringify(request)} of ${url}`, { ...request, url });
  }
}
