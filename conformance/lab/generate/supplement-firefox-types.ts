import type { Reply, ScriptRequest } from "../case.ts";
import { situation, type Situation } from "./situation.ts";

const kinds: readonly (readonly [request: ScriptRequest, asset: string])[] = [
  [{ api: "module", url: "{b/}1" }, "module"],
  [{ api: "import", url: "{b/}1" }, "module"],
  [{ api: "script", url: "{b/}1", crossorigin: "" }, "script"],
  [{ api: "script", url: "{b/}1" }, "script"],
  [{ api: "stylesheet", url: "{b/}1", crossorigin: "" }, "stylesheet"],
  [{ api: "preload", url: "{b/}1", as: "script", crossorigin: "" }, "script"],
  [{ api: "worker", url: "{a/}1" }, "script"],
];

const types: readonly (readonly string[])[] = [
  [],
  ["Content-Type: text/plain"],
  ["Content-Type: image/png"],
  ["Content-Type: text/javascript"],
  ["X-Content-Type-Options: nosniff"],
  ["X-Content-Type-Options: nosniff", "Content-Type: text/plain"],
];

const grant = "Access-Control-Allow-Origin: {a}";

/** Why a redirect is not followed. */
const ends: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ["refused", ["Location: {b/}2"]],
  ["to nowhere", [grant, "Location: http://["]],
  ["to a blocked port", [grant, "Location: http://127.0.0.1:22/"]],
  ["to another program", [grant, "Location: mailto:chicken@example.com"]],
  ["to itself", [grant, "Location: {b/}1"]],
];

/** What is said of the types of redirects that come to nothing, and of what has no type. */
export function* firefoxTypeSituations(): Generator<Situation> {
  for (const [request, asset] of kinds) {
    for (const lines of types)
      for (const [name, more] of ends) {
        const first: Reply = {
          status: 302,
          headers: [...more, ...lines, "Cache-Control: no-store"],
          body: "",
        };
        yield situation(
          `${JSON.stringify(request)} by a redirect ${name}: ${lines.join(" | ")}`,
          request,
          {
            replies: {
              "1": [first],
              "": [{ status: 200, headers: [grant, "Cache-Control: no-store"], asset }],
            },
          },
        );
      }
    for (const content of ["png", asset, "empty"])
      for (const status of [200, 404])
        for (const lines of [[grant], [], [grant, "X-Content-Type-Options: nosniff"]])
          yield situation(
            `${JSON.stringify(request)}, ${status} of ${content} without a type: ${lines.join(" | ")}`,
            request,
            {
              replies: {
                "": [
                  {
                    status,
                    headers: [...lines, "Cache-Control: no-store"],
                    ...(content === "empty" ? { body: "" } : { asset: content }),
                  },
                ],
              },
            },
          );
  }
}
