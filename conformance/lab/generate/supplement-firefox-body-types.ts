import { everyone } from "./granted.ts";
import { reply, situation, type Situation } from "./situation.ts";

const long = "b".repeat(130);

/** Types of a Blob that is sent by a script, and whether it is asked about first. */
export function* firefoxBodyTypeSituations(): Generator<Situation> {
  for (const type of [
    "text/plain",
    "TEXT/PLAIN",
    "text/plain;",
    "text/plain;;",
    "text/plain;a=1;",
    "text/plain; a=b c",
    "text/plain, x",
    "text/plain; charset=utf-8, a",
    'text/plain; x="',
    "text/plain; x=(",
    "text/plain;x=@",
    "text/plain; a={",
    'text/plain; charset="utf-8"',
    'TEXT/plain; charset=x; q="y"',
    `text/plain;a=${long}`,
    `text/plain;a="${long}"`,
    `a/b;a=${long}`,
    'multipart/form-data; boundary="a"',
    "multipart/form-data; boundary=a",
    'application/x-www-form-urlencoded; a="b"',
    "text",
  ])
    for (const api of ["xhr", "fetch"] as const)
      for (const method of ["POST", "OPTIONS"])
        yield situation(
          `${api} ${method} of ${type.slice(0, 50)}`,
          { api, method, url: "{b/}1", body: { kind: "blob", type } },
          { replies: { preflight: [reply(204, ...everyone)], "": [reply(200, ...everyone)] } },
        );
}
