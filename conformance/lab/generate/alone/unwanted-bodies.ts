import type { Reply } from "../../case.ts";
import { answer, scripted } from "../scripts/script.ts";
import type { Situation } from "../situation.ts";
import { asked } from "./asked.ts";

// Longer than a browser on a busy machine takes to turn away.
const LATER = 1500;

type Body = Partial<Pick<Reply, "body" | "pause">>;

const bodies: Readonly<Record<string, Body>> = {
  "of nothing": { body: "" },
  "that is there at once": { body: "chicken" },
  "of a little that comes later": { body: "chicken".repeat(2), pause: { after: 7, delay: LATER } },
  "of much that comes later": { body: "chicken".repeat(6000), pause: { after: 7, delay: LATER } },
};

const chunked: Body = {
  body: "7\r\nchicken\r\n0\r\n\r\n",
  pause: { after: 12, delay: LATER },
};

const later = ["await wait(2500);", asked("two", "{b/}2")];

/** What nobody wants to read, and whether its connection serves on. */
export function* unwantedBodySituations(): Generator<Situation> {
  const refused = (words: string, reply: Body, lines: readonly string[] = []): Situation =>
    scripted(`a body ${words} is refused`, [asked("one", "{b/}1"), ...later], {
      "1": [answer({ ...reply, lines, grants: [] })],
    });
  for (const [words, reply] of Object.entries(bodies)) yield refused(words, reply);
  yield refused("whose last chunk comes later", chunked, ["Transfer-Encoding: chunked"]);
  for (const [words, reply] of Object.entries(bodies))
    yield scripted(
      `a script cancels a body ${words}`,
      [`await attempt("one", async () => (await fetch("{b/}1")).body.cancel());`, ...later],
      { "1": [answer(reply)] },
    );
  const preflighted = asked("one", "{b/}1", { method: "PUT" });
  for (const [words, reply] of [
    ["without a body", { status: 204, body: "" }],
    ["of nothing", { body: "" }],
    ["with a body", { body: "chicken" }],
  ] as const) {
    yield scripted(`the answer to a preflight ${words} is refused`, [preflighted, ...later], {
      preflight: [answer({ ...reply, grants: [] })],
    });
    yield scripted(`the answer to a preflight ${words} grants`, [preflighted], {
      preflight: [answer(reply)],
    });
  }
}
