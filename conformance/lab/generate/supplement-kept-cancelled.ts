import { answers, FRESH } from "./kept-answers.ts";
import { situation, type Situation } from "./situation.ts";
import type { Reply } from "../case.ts";

const PAUSE = 300;

/** What a script has turned away from, and asks for again. */
export function* keptCancelledSituations(): Generator<Situation> {
  for (const [title, cut, hows] of [
    ["whole", (one: Reply): Reply => one, cancelled],
    [
      "in two pieces",
      (one: Reply): Reply => ({ ...one, pause: { after: 1, delay: PAUSE } }),
      later,
    ],
    [
      "behind its head",
      (one: Reply): Reply => ({ ...one, pause: { after: 0, delay: PAUSE } }),
      later,
    ],
  ] as const)
    for (const [how, lines] of hows)
      yield situation(
        `a body that comes ${title}, ${how}`,
        {
          script: [
            ...lines,
            "await wait(900);",
            'note("again", await (await fetch("{a/}1")).text());',
          ].join("\n"),
        },
        { replies: { "": answers(FRESH).map(cut) } },
      );
}

const cancelled: readonly (readonly [how: string, lines: readonly string[]])[] = [
  ["cancelled", ['await (await fetch("{a/}1")).body.cancel();']],
  [
    "cancelled after a piece",
    [
      'const reader = (await fetch("{a/}1")).body.getReader();',
      "await reader.read();",
      "await reader.cancel();",
    ],
  ],
  [
    "aborted",
    [
      "const controller = new AbortController();",
      'await fetch("{a/}1", { signal: controller.signal });',
      "controller.abort();",
    ],
  ],
];

/** What is cancelled at once, before all is there, is a race. */
const later = cancelled.filter(([how]) => how === "cancelled after a piece");
