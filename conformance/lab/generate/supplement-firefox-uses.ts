import type { ScriptRequest } from "../case.ts";
import { situation, type Situation } from "./situation.ts";

/** Drawings that parts of are used: what their timing is called by, and whether they refer to a document that is written in another. */
export function* firefoxUseSituations(): Generator<Situation> {
  for (const api of ["svg-use", "mask", "image", "shape"] as const)
    for (const status of [200, 404, 302])
      for (const type of ["image/svg+xml", "text/plain"])
        yield situation(`${api}: ${status}, ${type}`, [{ api, url: "{a/}1#i" }, called], {
          replies: {
            "1": [{ status, asset: "svg", headers: ["Location: {a/}2", `Content-Type: ${type}`] }],
            "2": [{ status: 200, asset: "svg", headers: ["Content-Type: image/svg+xml"] }],
          },
        });
  for (const page of ["srcdoc in a", "blank in a", "telling a"] as const)
    for (const request of [
      { api: "svg-use", url: "{a/}1#i" },
      { api: "mask", url: "{a/}1#i" },
      { api: "image", url: "{a/}1" },
    ] satisfies ScriptRequest[])
      yield situation(`${request.api}, in ${page}`, request, {
        page,
        replies: {
          "1": [{ status: 200, asset: "svg", headers: ["Content-Type: image/svg+xml"] }],
        },
      });
}

const called = {
  script: [
    "await wait(500);",
    `for (const name of ["{a/}1", "{a/}1#i"])`,
    "  note(name.slice(-3), performance.getEntriesByName(name).length);",
  ].join("\n"),
};
