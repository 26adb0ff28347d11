import type { ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { asXhr, get, put, reply, situation, type Situation } from "./situation.ts";

/** Redirects that name no place, or none that can be reached: what reads them as a response. */
export function* unledSituations(): Generator<Situation> {
  for (const status of [301, 302, 303, 307, 308])
    for (const lines of places) {
      const words = `${status} to ${lines.join(" | ")}`;
      const led = [reply(status, ...everyone, ...lines)];
      const replies = { ...granted, "1": led };
      for (const redirect of ["error", "manual"] as const) {
        for (const more of requests)
          yield situation(
            `${words} in mode ${redirect} ${JSON.stringify(more)}`,
            get({ redirect, ...more }),
            { replies },
          );
        yield situation(`${words} in mode ${redirect}, refused`, get({ redirect }), {
          replies: { "": [reply(status, ...lines)] },
        });
      }
      if (status === 302 || status === 307) continue;
      for (const more of [{}, { url: "{a/}1" }]) {
        yield situation(`${words} ${JSON.stringify(more)}`, get(more), { replies });
        yield situation(`${words} ${JSON.stringify(more)} by XHR`, asXhr(get(more)), { replies });
      }
    }
}

const places: readonly (readonly string[])[] = [
  [],
  ["Location: "],
  ["Location: \t "],
  ["Location: ", "Location: 2"],
  ["Location: http://["],
  ["Location: http://127.0.0.1:99999/"],
];

const requests: readonly Partial<ScriptRequest>[] = [
  {},
  { url: "{a/}1" },
  { url: "{c/}1", credentials: "include" },
  put(),
  { method: "POST", body: { kind: "text" } },
  { url: "{a/}1", mode: "same-origin" },
  { keepalive: true },
];
