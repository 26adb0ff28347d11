import type { Situation } from "../situation.ts";
import { answer, everything, type Replies, scripted } from "./script.ts";
import { heardRequest } from "./xhr-listening.ts";

const LIMIT = 350;
const LATE = 900;

/** What takes longer than it may. */
const phases: readonly (readonly [name: string, method: string, replies: Replies])[] = [
  ["the preflight", "PUT", { preflight: [{ status: 204, headers: everything, delay: LATE }] }],
  ["the answer", "PUT", { "": [answer({ delay: LATE })] }],
  ["the answer to a simple one", "POST", { "": [answer({ delay: LATE })] }],
  ["the body", "PUT", { "": [answer({ pause: { after: 3, delay: LATE } })] }],
  [
    "the next hop",
    "POST",
    { "1": [answer({ status: 307, lines: ["Location: {b/}2"] })], "2": [answer({ delay: LATE })] },
  ],
  [
    "the next hop's preflight",
    "PUT",
    {
      "1": [answer({ status: 307, lines: ["Location: {c/}2"] })],
      "preflight 2": [{ status: 204, headers: everything, delay: LATE }],
    },
  ],
];

/** When the limit is set. */
const moments: readonly (readonly [
  name: string,
  lines: (open: string, send: string) => readonly string[],
])[] = [
  ["before it is opened", (open, send) => [`xhr.timeout = ${LIMIT};`, open, send]],
  ["before it is sent", (open, send) => [open, `xhr.timeout = ${LIMIT};`, send]],
  [
    "and made longer",
    (open, send) => [open, `xhr.timeout = ${LIMIT};`, send, "xhr.timeout = 2000;"],
  ],
  [
    "and made shorter than has passed",
    (open, send) => [open, "xhr.timeout = 2000;", send, "await wait(40);", "xhr.timeout = 20;"],
  ],
];

/** Requests that take longer than their limit, in each of their phases. */
export function* xhrTimedSituations(): Generator<Situation> {
  for (const [phase, method, replies] of phases)
    for (const [moment, lines] of moments)
      for (const isHeard of [true, false]) {
        // Without a listener no one needs a preflight for it.
        if (!isHeard && (phase === "the next hop" || moment === "before it is opened")) continue;
        yield scripted(
          `${phase} is late, the limit is set ${moment}${isHeard ? ", its upload heard" : ""}`,
          [
            ...heardRequest(isHeard),
            ...lines(`xhr.open("${method}", "{b/}1");`, `xhr.send("xyz");`),
            moment === "and made longer"
              ? `await wait(${LATE + 300});`
              : `await wait(${LIMIT + 300});`,
            `note("at last", xhr.readyState, xhr.status, xhr.timeout, xhr.responseURL);`,
          ],
          replies,
        );
      }
}
