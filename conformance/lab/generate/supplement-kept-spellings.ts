import { answer, answers, FRESH, LONG_AGO, notModified, own, STALE, TAG } from "./kept-answers.ts";
import { situation, type Situation } from "./situation.ts";

/** Numbers, dates and names as they are not written mostly. */
export function* keptSpellingSituations(): Generator<Situation> {
  for (const number of numbers)
    yield situation(`max-age=${number}`, [own(), own()], {
      replies: { "": answers(`Cache-Control: max-age=${number}`) },
    });
  for (const date of dates)
    yield situation(`Expires: ${date}`, [own(), own()], {
      replies: { "": answers(`Expires: ${date}`) },
    });
  const [past, future] = ["2000", "2040"].map(
    (year) => `Expires: Sat, 01 Jan ${year} 00:00:00 GMT`,
  );
  for (const lines of [
    [past!, future!],
    [future!, past!],
    [future!, future!],
  ])
    yield situation(`${lines.join(" | ")}, changed long ago`, [own(), own()], {
      replies: { "": answers(...lines, LONG_AGO) },
    });
  yield* renewedSituations();
  yield* emptySituations();
}

const numbers = [
  "+600",
  "-600",
  "600.",
  ".6e3",
  "6e2",
  "600e0x",
  "0x258",
  "600;",
  "600 s",
  "Infinity",
  "1e99",
  "00600",
];

const dates = [
  "1 Jan 2040",
  "1 January 2040 00:00",
  "01-Jan-2040 00:00:00 GMT",
  "Jan 1 2040",
  "January1 2040",
  "Fri, 1 Jan 2040 00:00:00 +0100",
  "Fri, 01 Jan 2040 00:00:00",
  "Fri, 01 Jan 2040 00:00:00 PDT",
  "Fri, 01 Jan 2040 00:00:00 X",
  "Fri 1 Jan 2040 1:00 PM",
  "Fri, 1 Jan 30 00:00:00 GMT",
  "Friday, 01-Jan-30 00:00:00 GMT",
  "Fri Jan  1 00:00:00 2040",
  "2040/01/01",
  "2040/01/01 00:00",
  "2040-01-01",
  "13/13/2040",
  "01/01/2040 12:00:00 (noon)",
  "Jan 2040",
  "Fri, 01 Jan 2040 24:00:00 GMT",
  "Fri, 32 Jan 2040 00:00:00 GMT",
  "4102444800",
  // One browser counts seconds in 32 bits.
  "Sun, 07 Feb 2106 06:28:15 GMT",
  "Sun, 07 Feb 2106 06:28:16 GMT",
  "Sun, 01 Jan 2130 00:00:00 GMT",
];

function* renewedSituations(): Generator<Situation> {
  for (const line of [
    "Allow: x-",
    "Content-CHICKEN: x-",
    "Content-Security-Policy-Report-Only: x-",
    "Cross-Origin-Resource-Policy: x-",
    "Strict-Transport-Security: max-age=",
    "Set-Cookie: a=",
    "Vary: x-",
    "Via: x-",
  ])
    yield situation(`a 304 with another ${line}`, [own(), own(), own()], {
      replies: {
        "": [answer("one", STALE, TAG, `${line}1`), notModified(FRESH, TAG, `${line}2`)],
      },
    });
  yield situation("a 304 that has X-A not to be kept", [own(), own(), own()], {
    replies: {
      "": [
        answer("one", STALE, TAG, "X-A: 1"),
        notModified('Cache-Control: max-age=600, no-cache="X-A"', TAG, "X-A: 2"),
      ],
    },
  });
}

/** What has no body, whatever is said of its length. */
function* emptySituations(): Generator<Situation> {
  for (const status of [204, 205])
    for (const lines of [[], ["Content-Length: 0"], ["Content-Length: 3"]])
      for (const body of status === 205 && lines[0] !== "Content-Length: 0" ? ["one"] : [""])
        yield situation(
          `${status} with ${JSON.stringify(body)} twice: ${lines.join()}`,
          [own(), own(), own([], { cache: "force-cache" })],
          { replies: { "": [{ ...answer(body, FRESH, ...lines), status }] } },
        );
}
