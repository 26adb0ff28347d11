import { everyone } from "./granted.ts";
import { reply, situation, type Situation } from "./situation.ts";

/** Types of a beacon's Blob, and whether it is asked about first. */
export function* firefoxBeaconSituations(): Generator<Situation> {
  for (const type of [
    "text/plain",
    "TEXT/PLAIN",
    "text/plain\t",
    "text/plain;",
    "text/plain;;",
    "text/plain; a;",
    "text/plain;a=1;",
    "text/plain ;a=b",
    "text/plain; a=b c",
    "text/plain, x",
    "text/plain; charset=utf-8, a",
    "text/plain a",
    'text/plain; x="',
    "text/plain; x=(",
    "text/plain;x=@",
    'text/plain; charset="utf-8',
    `text/plain;a=${"b".repeat(130)}`,
    `text/plain;a="${"b".repeat(130)}"`,
    `a/b;a=${"b".repeat(130)}`,
    'multipart/form-data; boundary="a"',
    'multipart/form-data; x="',
    "multipart/form-data; boundary=a",
    "application/x-www-form-urlencoded;=",
    "text",
    "a/b",
  ])
    for (const url of ["{a/}1", "{b/}1"])
      yield situation(
        `a beacon to ${url}: ${type.slice(0, 40)}`,
        { api: "beacon", url, body: { kind: "blob", type } },
        { replies: { preflight: [reply(204, ...everyone)], "": [reply(200, ...everyone)] } },
      );
}
