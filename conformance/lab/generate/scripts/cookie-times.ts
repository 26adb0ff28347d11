import type { Situation } from "../situation.ts";
import { answer, scripted } from "./script.ts";

/** Of a cookie: where within a second it is set, how long it is to last, and after how long it is asked for. */
const times: readonly (readonly [setAt: number, maxAge: number, askedAfter: number])[] = [
  [100, 1, 600],
  [100, 1, 1200],
  [100, 1, 1700],
  [500, 1, 700],
  [500, 1, 1200],
  [500, 1, 1700],
  [100, 2, 1700],
  [100, 0, 100],
];

/** Cookies that are asked for soon before they end, and soon after. Each waits for its place in a second of the clock first. */
export function* cookieTimeSituations(): Generator<Situation> {
  for (const [setAt, maxAge, askedAfter] of times)
    yield scripted(
      `a cookie of ${maxAge} s set ${setAt} ms into a second, asked for after ${askedAfter} ms`,
      [
        `await wait((${1000 + setAt} - (Date.now() % 1000)) % 1000);`,
        `await fetch("{a/}1");`,
        `await wait(${askedAfter});`,
        `await fetch("{a/}2");`,
      ],
      { "1": [answer({ lines: [`Set-Cookie: chicken=1; Max-Age=${maxAge}; Path=/{#}/`] })] },
    );
}
