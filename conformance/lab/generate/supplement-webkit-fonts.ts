import type { ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

const loads: ReadonlyMap<string, ScriptRequest> = new Map<string, ScriptRequest>([
  ["font", { api: "font", url: "{b/}1" }],
  ["preload", { api: "preload", as: "font", url: "{b/}1" }],
  ["preload-anonymous", { api: "preload", as: "font", crossorigin: "", url: "{b/}1" }],
  [
    "preload-credentialed",
    { api: "preload", as: "font", crossorigin: "use-credentials", url: "{b/}1" },
  ],
]);

const sequences = [
  "font font",
  "font preload",
  "font preload-anonymous",
  "font preload-credentialed",
  "preload font",
  "preload-anonymous font",
  "preload-credentialed font",
  "preload-anonymous preload-credentialed",
  "preload-credentialed preload-anonymous",
];

/** A font, which is asked for without CORS, beside preloads that are with it. */
export function* fontSituations(): Generator<Situation> {
  for (const page of ["a", "ephemeral"] as const)
    for (const sequence of sequences)
      for (const control of ["no-cache", "max-age=60"])
        for (const granted of [everyone, []])
          yield situation(
            `${sequence} of ${control}, ${granted.length === 0 ? "not " : ""}granted, in ${page}`,
            sequence.split(" ").map((word) => loads.get(word)!),
            {
              page,
              replies: {
                "": [
                  {
                    status: 200,
                    headers: [
                      ...granted,
                      'ETag: "x"',
                      `Cache-Control: ${control}`,
                      "Content-Type: font/woff2",
                    ],
                    asset: "font",
                  },
                ],
              },
            },
          );
}
