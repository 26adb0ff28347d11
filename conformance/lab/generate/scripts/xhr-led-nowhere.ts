import type { Situation } from "../situation.ts";
import { answer, scripted } from "./script.ts";

const lines = ["X-C: 1", "X-E: 2", "Set-Cookie: chicken=1"];

const places: readonly string[] = [
  "http://",
  "http://[",
  "http://127.0.0.1:99999/",
  "",
  "ftp://127.0.0.1/",
  "foo:bar",
  "data:text/plain,chicken",
  "http://127.0.0.1:1/",
  "{a/}1",
];

/** What is left of an XMLHttpRequest that has been led nowhere, or has gone nowhere. */
export function* xhrLedNowhereSituations(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const place of places) {
      // How long twenty hops with CORS take is a matter of chance.
      if (url === "{b/}1" && place === "{a/}1") continue;
      for (const isAsync of [true, false])
        yield scripted(
          `${url} led to ${place}, ${isAsync ? "asynchronously" : "synchronously"}: what is left`,
          [
            `const xhr = new XMLHttpRequest();`,
            `const names = ["X-C", "X-E", "Content-Type", "Set-Cookie", "Location"];`,
            `const tell = (name) => note(name, xhr.readyState, xhr.status, xhr.statusText, xhr.responseURL, ...names.map((one) => xhr.getResponseHeader(one)), xhr.getAllResponseHeaders());`,
            `for (const type of ["readystatechange", "error", "load", "loadend"]) xhr.addEventListener(type, () => tell(type));`,
            `xhr.open("GET", "${url}", ${isAsync});`,
            `await attempt("send", () => ${isAsync ? "xhr.send()" : "sendSynchronously(xhr)"});`,
            "await wait(400);",
            `tell("at last");`,
            "xhr.abort();",
            `tell("aborted");`,
          ],
          { "1": [answer({ status: 302, lines: [...lines, `Location: ${place}`] })] },
        );
    }
}
