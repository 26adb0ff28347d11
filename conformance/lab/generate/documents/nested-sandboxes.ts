import type { PageName } from "../../case.ts";
import { granted } from "../granted.ts";
import { asXhr, get, put, type Situation } from "../situation.ts";
import { at, visiting } from "./visiting.ts";

const pages: readonly PageName[] = [
  "a in sandboxed a in a",
  "b in sandboxed a in a",
  "a in sandboxed b in a",
  "a in sandboxed a in b",
  "sandboxed a in sandboxed a in a",
];

/** What a sandboxed document holds, in a frame that does not sandbox: whose its requests are. */
export function* nestedSandboxSituations(): Generator<Situation> {
  for (const page of pages) {
    for (const host of ["a", "b"]) {
      const request = get({ url: `{${host}/}1` });
      for (const credentials of ["same-origin", "include"] as const)
        yield visiting(
          `${page}: ${host}, ${credentials}`,
          [
            at(
              page,
              { ...request, credentials },
              put({ url: `{${host}/}2`, credentials }),
              asXhr({ ...request, credentials }),
              get({ url: `{${host}/}3`, credentials, mode: "no-cors" }),
            ),
          ],
          granted,
        );
    }
    yield visiting(
      `${page}: of its own origin alone, and without telling who asks`,
      [
        at(
          page,
          get({ url: "{a/}2", referrerPolicy: "unsafe-url" }),
          { api: "image", url: "{a/}3", crossorigin: "anonymous" },
          get({ url: "{a/}1", mode: "same-origin" }),
        ),
      ],
      granted,
    );
  }
}
