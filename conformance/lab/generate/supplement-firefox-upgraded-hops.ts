import type { ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { get, put, reply, situation, type Situation } from "./situation.ts";

const requests: readonly ScriptRequest[] = [
  get(),
  put(),
  get({ credentials: "include" }),
  get({ mode: "same-origin" }),
  get({ mode: "no-cors" }),
  { api: "xhr", url: "" },
  { api: "image", url: "" },
  { api: "image", url: "", crossorigin: "" },
  { api: "script", url: "" },
];

/** Redirects of a page's own origin to its own host without TLS, which the page has asked for over https, and from there on. */
export function* firefoxUpgradedHopSituations(): Generator<Situation> {
  for (const request of requests)
    for (const next of [null, "{u/}2", "{t/}2"]) {
      const type = request.api === "image" ? "image/png" : "text/javascript";
      const last = {
        status: 200,
        headers: [...everyone, "Cache-Control: no-store", `Content-Type: ${type}`],
        asset: request.api === "image" ? ("png" as const) : ("script" as const),
      };
      yield situation(
        `${Object.values(request).join(" ")} led to its own host${next === null ? "" : `, and from there to ${next}`}`,
        { ...request, url: "{u/}0" },
        {
          page: "upgrading u",
          replies: {
            ...granted,
            "": [last],
            "0": [reply(302, ...everyone, "Location: {plain:u/}1")],
            "1": [next === null ? last : reply(302, ...everyone, `Location: ${next}`)],
          },
        },
      );
    }
}
