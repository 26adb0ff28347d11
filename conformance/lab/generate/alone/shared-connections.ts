import { answer, scripted } from "../scripts/script.ts";
import type { Situation } from "../situation.ts";
import { A_WHILE, asked } from "./asked.ts";

const pairs = [
  ["omit", "include"],
  ["include", "omit"],
  ["same-origin", "include"],
  ["same-origin", "omit"],
];

/** Which requests one connection serves, one after the other. */
export function* sharedConnectionSituations(): Generator<Situation> {
  for (const target of ["a", "b"])
    for (const [first, second] of pairs)
      yield scripted(`${first}, then ${second} of {${target}}`, [
        asked("one", `{${target}/}1`, { credentials: first }),
        A_WHILE,
        asked("two", `{${target}/}2`, { credentials: second }),
      ]);
  for (const [status, length] of [
    [204, "7"],
    [204, "0"],
    [204, null],
    [205, "7"],
    [205, "0"],
    [304, "7"],
    [304, null],
  ] as const)
    yield scripted(
      `a ${status} without a body, ${length === null ? "of no length" : `of length ${length}`}`,
      [
        `fetch("{b/}1").then((response) => noteResponse("one", response));`,
        A_WHILE,
        asked("two", "{b/}2"),
      ],
      {
        "1": [
          answer({
            status,
            body: "",
            lines: length === null ? [] : [`Content-Length: ${length}`],
          }),
        ],
      },
    );
}
