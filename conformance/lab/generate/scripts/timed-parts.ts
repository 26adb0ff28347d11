import type { Situation } from "../situation.ts";
import { everything, scripted } from "./script.ts";

/** What is done with a response of which not all is read. */
const uses: Readonly<Record<string, readonly string[]>> = {
  "while nobody reads it": ["await wait(80);"],
  "once its first chunk was read": ["await response.body.getReader().read();"],
  "once its first chunk was read and its reader has gone": [
    "const reader = response.body.getReader();",
    "await reader.read();",
    "reader.releaseLock();",
  ],
  "once it was copied": ["response.clone();"],
  "once it was copied and the copy was read": ["await response.clone().text();"],
  "once its stream was split": ["response.body.tee();"],
  "once its first chunk was read and the rest cancelled": [
    "const reader = response.body.getReader();",
    "await reader.read();",
    "await reader.cancel();",
  ],
};

/** When Chromium's resource timing has what scripts have fetched and read a part of, or copied. */
export function* timedPartSituations(): Generator<Situation> {
  for (const store of ["no-store", "no-cache"])
    for (const [use, lines] of Object.entries(uses))
      for (const [came, more] of [
        ["at once", {}],
        ["in two pieces", { pause: { after: 2, delay: 400 } }],
      ] as const)
        yield scripted(
          `${store}, which came ${came}, ${use}`,
          [
            'const url = "{b/}1";',
            "const count = () => performance.getEntriesByName(url).length;",
            "const response = await fetch(url);",
            ...lines,
            "await wait(20);",
            'note("soon", count());',
            "await wait(500);",
            'note("at last", count());',
          ],
          {
            "1": [
              {
                status: 200,
                headers: [...everything, "Content-Type: text/plain", `Cache-Control: ${store}`],
                body: "chicken",
                ...more,
              },
            ],
          },
        );
}
