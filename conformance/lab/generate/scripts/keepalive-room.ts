import type { Situation } from "../situation.ts";
import { answer, everything, scripted } from "./script.ts";

const sent = (name: string, url: string): string =>
  `const ${name} = await attempt("${name}", () => fetch("${url}", { method: "POST", keepalive: true, body: "x".repeat(40_000) }));`;

/** A body that is kept alive, and whether there is room for the next one once it was answered. */
export function* keepaliveRoomSituations(): Generator<Situation> {
  const meanwhile: readonly (readonly [what: string, statement: string])[] = [
    ["at once", ""],
    ["once it is read", `await attempt("read", () => one.text());`],
    ["once it is cancelled", `await attempt("cancel", () => one.body.cancel());`],
    ["a while later", "await wait(400);"],
  ];
  for (const [what, statement] of meanwhile)
    yield scripted(`40,000 bytes kept alive and answered, and as many again ${what}`, [
      sent("one", "{b/}1"),
      statement,
      sent("other", "{b/}2"),
    ]);
  for (const status of [204, 404])
    yield scripted(
      `40,000 bytes kept alive and answered with ${status}, and as many again at once`,
      [sent("one", "{b/}1"), sent("other", "{b/}2")],
      { "": [status === 204 ? { status, headers: everything } : answer({ status })] },
    );
  yield scripted(
    "40,000 bytes kept alive and refused by CORS, and as many again at once",
    [sent("one", "{b/}1"), sent("other", "{b/}2")],
    { "1": [answer({ grants: [] })] },
  );
}
