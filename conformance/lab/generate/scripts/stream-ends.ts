import type { Situation } from "../situation.ts";
import { answer, type Replies, scripted } from "./script.ts";

interface End {
  readonly url?: string;
  readonly init?: string;
  readonly replies?: Replies;
  readonly before?: string;
  readonly meanwhile?: string;
}

const ABORTED = "signal: controller.signal";

const ends: Readonly<Record<string, End>> = {
  "aborted beforehand": { init: ABORTED, before: "controller.abort();" },
  "aborted beforehand for a reason": {
    init: ABORTED,
    before: `controller.abort(new RangeError("CHICKEN"));`,
  },
  "aborted while a preflight is under way": {
    init: ABORTED,
    meanwhile: "await wait(300); controller.abort();",
    replies: { preflight: [{ ...answer(), delay: 900 }] },
  },
  "of which a preflight is refused": { replies: { preflight: [answer({ grants: [] })] } },
  "for a bad port": { url: "http://127.0.0.1:6000/" },
  "for what is in no cache": {
    url: "{a/}1",
    init: `mode: "same-origin", cache: "only-if-cached"`,
  },
  "for another origin, of the mode of the same": { init: `mode: "same-origin"` },
};

/** What becomes of a stream of which nothing is sent: who cancels it, with what, and whether it stays locked. */
export function* streamEndSituations(): Generator<Situation> {
  for (const [made, source] of [
    ["that waits", 'pull() { note("pulled"); }'],
    [
      "that has a chunk",
      `start(controller) { controller.enqueue(new TextEncoder().encode("chicken")); }`,
    ],
  ] as const)
    for (const [
      name,
      { url = "{b/}1", init, replies = {}, before = "", meanwhile = "" },
    ] of Object.entries(ends)) {
      if (made !== "that waits" && !name.startsWith("aborted")) continue;
      const members = [
        'method: "POST"',
        "body: stream",
        `duplex: "half"`,
        ...(init === undefined ? [] : [init]),
      ];
      yield scripted(
        `a stream ${made}, ${name}`,
        [
          "const controller = new AbortController();",
          before,
          `const stream = new ReadableStream({ ${source}, cancel(reason) { note("cancelled", String(reason)); } }, { highWaterMark: 0 });`,
          `const sent = attempt("sent", () => fetch("${url}", { ${members.join(", ")} }));`,
          `note("locked", stream.locked);`,
          meanwhile,
          "await sent;",
          "await wait(100);",
          `note("locked then", stream.locked);`,
        ].filter((line) => line !== ""),
        replies,
      );
    }
}
