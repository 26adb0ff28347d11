import { answer, scripted } from "../scripts/script.ts";
import type { Situation } from "../situation.ts";
import { asked } from "./asked.ts";

const ofXhr = `await new Promise((resolve) => {
  const request = new XMLHttpRequest();
  request.onloadend = resolve;
  request.withCredentials = true;
  request.open("GET", "{c/}2");
  request.send();
});`;

/** Whose cookies go where another server has cookies cleared. */
export function* clearingSituations(): Generator<Situation> {
  for (const [by, line] of [
    ["fetch", asked("two", "{c/}2", { credentials: "include" })],
    ["XMLHttpRequest", ofXhr],
  ] as const)
    yield scripted(
      `another server clears cookies by ${by}`,
      [
        asked("own", "{a/}1"),
        asked("other", "{c/}1", { credentials: "include" }),
        line,
        asked("own", "{a/}3"),
        asked("other", "{c/}3", { credentials: "include" }),
      ],
      {
        "1": [answer({ lines: ["Set-Cookie: c=1; Path=/"] })],
        "2": [answer({ lines: ['Clear-Site-Data: "cookies"'] })],
      },
    );
}
