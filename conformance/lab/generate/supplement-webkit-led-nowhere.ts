import type { ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { reply, situation, type Situation } from "./situation.ts";

const kinds: readonly Omit<ScriptRequest, "url">[] = [
  { api: "image" },
  { api: "image", crossorigin: "" },
  { api: "audio" },
  { api: "video" },
  { api: "video", crossorigin: "" },
  { api: "event-source" },
  { api: "track" },
  { api: "beacon" },
  { api: "preload", as: "image" },
];

const places: readonly (readonly [status: number, ...lines: readonly string[]])[] = [
  [301, "Location: "],
  [308, "Location: \t"],
  [302, "Location: http://["],
  [301, "Location: http://127.0.0.1:99999/"],
  [302],
];

/** Elements, event sources and beacons that are led nowhere. */
export function* ledNowhereSituations(): Generator<Situation> {
  for (const kind of kinds)
    for (const url of ["{a/}1", "{b/}1"]) {
      const request: ScriptRequest = { ...kind, url };
      for (const [status, ...lines] of places)
        for (const grant of [everyone, []])
          yield situation(
            `${JSON.stringify(request)}, ${status} ${lines.join("")}, granted ${grant.join("")}`,
            request,
            { replies: { "": [reply(status, ...grant, "Cache-Control: no-store", ...lines)] } },
          );
      yield situation(`${JSON.stringify(request)}, led nowhere behind a redirect`, request, {
        replies: {
          "1": [reply(302, ...everyone, "Location: 2")],
          "": [reply(302, ...everyone, "Location: ")],
        },
      });
    }
}
