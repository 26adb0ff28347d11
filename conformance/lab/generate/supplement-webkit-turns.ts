import type { PageName, Step } from "../case.ts";
import { everyone } from "./granted.ts";
import { asXhr, get, situation, type Situation } from "./situation.ts";

const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  ["xhr", asXhr(get())],
  ["fetch", get()],
  ["another-xhr", asXhr(get({ url: "{b/}2" }))],
  ["another-fetch", get({ url: "{b/}2" })],
  ["wait", { wait: 20 }],
]);

const sequences = [
  "xhr xhr xhr",
  "xhr xhr xhr xhr",
  "xhr xhr wait xhr",
  "xhr xhr xhr wait xhr",
  "xhr xhr wait xhr xhr",
  "xhr xhr fetch",
  "xhr xhr fetch xhr",
  "xhr xhr fetch fetch",
  "xhr xhr fetch wait xhr",
  "xhr xhr another-xhr xhr",
  "xhr xhr another-fetch xhr",
  "xhr another-xhr xhr xhr",
  "xhr fetch xhr",
  "fetch xhr xhr",
  "fetch xhr xhr xhr",
  "xhr fetch fetch fetch",
  "xhr wait fetch wait fetch",
];

const validated: readonly (readonly string[])[] = [
  ['ETag: "x"', "Cache-Control: no-cache"],
  ["Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT", "Cache-Control: max-age=0"],
];

/** What a server has said still holds, to who asks for it at once, or later. */
export function* turnSituations(): Generator<Situation> {
  for (const page of ["a", "ephemeral"] as const)
    for (const sequence of sequences)
      for (const lines of validated) yield turns(page, sequence, lines);
}

function turns(page: PageName, sequence: string, lines: readonly string[]): Situation {
  const headers = [...everyone, ...lines, "Content-Type: text/plain"];
  return situation(
    `${sequence} of ${lines.join(", ")} in ${page}`,
    sequence.split(" ").map((word) => steps.get(word)!),
    {
      page,
      replies: {
        "": [
          { status: 200, headers, body: "ok" },
          ...[1, 2, 3, 4].map((count) => ({
            status: 304,
            headers: [...headers, `X-Count: ${count}`],
          })),
        ],
      },
    },
  );
}
