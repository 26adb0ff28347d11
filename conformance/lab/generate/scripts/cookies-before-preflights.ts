import type { Situation } from "../situation.ts";
import { answer, everything, scripted } from "./script.ts";

/** What the cookies of a request with a preflight are that change while the preflight is awaited. */
export function* cookiesBeforePreflightsSituations(): Generator<Situation> {
  for (const target of ["b", "c"])
    for (const api of ["fetch", "xhr"])
      for (const [title, before, meanwhile] of [
        ["gets another one", "a=1", "b=2"],
        ["has it changed", "a=1", "a=2"],
        ["loses it", "a=1", "a=1; Max-Age=0"],
      ])
        yield scripted(
          `a host with a cookie ${title} while a preflight of ${api} to ${target} is awaited`,
          [
            `await fetch("{${target}/}before", { credentials: "include" });`,
            ...(api === "fetch"
              ? [`const put = fetch("{${target}/}1", { method: "PUT", credentials: "include" });`]
              : [
                  "const xhr = new XMLHttpRequest();",
                  "const put = new Promise((resolve) => (xhr.onloadend = resolve));",
                  `xhr.open("PUT", "{${target}/}1");`,
                  "xhr.withCredentials = true;",
                  "xhr.send();",
                ]),
            "await wait(200);",
            `await fetch("{${target}/}meanwhile", { credentials: "include" });`,
            "await put;",
            `await fetch("{${target}/}after", { credentials: "include" });`,
          ],
          {
            preflight: [{ status: 204, headers: everything, delay: 600 }],
            before: [answer({ lines: [`Set-Cookie: ${before}; Path=/{#}/`] })],
            meanwhile: [answer({ lines: [`Set-Cookie: ${meanwhile}; Path=/{#}/`] })],
          },
        );
}
