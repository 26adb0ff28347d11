import type { Situation } from "../situation.ts";
import { answer, everything, type Replies, scripted } from "./script.ts";
import { heardRequest } from "./xhr-listening.ts";

const refused = { status: 204, headers: [] };

const ends: readonly (readonly [name: string, replies: Replies])[] = [
  ["answered with 401", { "": [answer({ status: 401 })] }],
  ["refused by its preflight", { preflight: [refused] }],
  [
    "led elsewhere by its preflight",
    { preflight: [{ status: 307, headers: [...everything, "Location: {b/}2"] }] },
  ],
  ["answered without sense", { "": [{ status: 200, raw: "HTTP/1.1 200 OK\r\nA: a\0b\r\n\r\n" }] }],
  [
    "refused by the next hop's preflight",
    { "1": [answer({ status: 307, lines: ["Location: {c/}2"] })], "preflight 2": [refused] },
  ],
  ["led out of HTTP", { "1": [answer({ status: 307, lines: ["Location: chicken:2"] })] }],
  ["led without CORS", { "1": [answer({ status: 307, grants: [], lines: ["Location: {b/}2"] })] }],
  ["led on as GET", { "1": [answer({ status: 302, lines: ["Location: {b/}2"] })] }],
];

/** When a script begins to listen to the upload. */
const listening: readonly (readonly [name: string, isHeard: boolean, late: string])[] = [
  ["heard", true, ""],
  ["heard once it is sent", false, `hear("upload", xhr.upload);`],
  ["not heard", false, ""],
];

/** How uploads end that come to no good, or elsewhere. */
export function* xhrUploadEndSituations(): Generator<Situation> {
  for (const method of ["POST", "PUT"])
    for (const [end, replies] of ends)
      for (const [name, isHeard, late] of listening) {
        if (method === "PUT" && name !== "heard") continue;
        yield scripted(
          `an upload by ${method}, ${name}, ${end}`,
          [
            ...heardRequest(isHeard),
            `xhr.open("${method}", "{b/}1");`,
            "const end = ended();",
            `xhr.send("xyz");`,
            late,
            "await end;",
            // What names no URL is told of a little later.
            "await wait(60);",
            `note("at last", xhr.readyState, xhr.status, xhr.responseURL, xhr.responseText);`,
          ],
          replies,
        );
      }
}
