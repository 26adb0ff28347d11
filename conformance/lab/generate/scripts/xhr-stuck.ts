import type { Situation } from "../situation.ts";
import { answer, type Replies, scripted } from "./script.ts";

const replies: Replies = {
  text: [answer()],
  refused: [answer({ grants: [] })],
  closed: [{ status: 200, raw: "", hangUp: true }],
  away: [{ status: 302, headers: ["Access-Control-Allow-Origin: {a}", "Location: {a/}text"] }],
};

const types = ["readystatechange", "abort", "error", "load", "loadend"];

/** A synchronous request that was aborted before it was sent, of which Firefox is never done with; and one that is refused at once. */
export function* xhrStuckSituations(): Generator<Situation> {
  for (const [method, place] of [
    ["GET", "{a/}text"],
    ["PUT", "{a/}text"],
    ["GET", "{b/}text"],
    ["PUT", "{b/}text"],
    ["GET", "data:,x"],
    ["GET", "about:blank"],
    ["GET", "{a/}refused"],
    ["GET", "{b/}refused"],
    ["GET", "{a/}closed"],
    ["GET", "{b/}closed"],
    ["GET", "{a/}away"],
    ["GET", "{b/}away"],
  ] as const)
    yield scripted(
      `${method} of ${place}, waited for and aborted before it is sent`,
      [
        ...openedFor(method, place),
        "xhr.abort();",
        `await attempt("send", () => sendSynchronously(xhr, "chicken"));`,
        `note("sent", xhr.readyState, xhr.status, xhr.statusText, xhr.responseURL, xhr.responseText, xhr.response, xhr.responseXML);`,
        `await attempt("one header", () => xhr.getResponseHeader("Content-Type"));`,
        `await attempt("no header", () => xhr.getResponseHeader());`,
        `await attempt("headers", () => xhr.getAllResponseHeaders());`,
        `await attempt("own header", () => xhr.setRequestHeader("x-a", "b"));`,
        `await attempt("timeout", () => { xhr.timeout = 0; });`,
        `await attempt("response type", () => { xhr.responseType = "text"; });`,
        `await attempt("credentials", () => { xhr.withCredentials = true; });`,
        `await attempt("type", () => xhr.overrideMimeType("text/xml"));`,
        `await attempt("send again", () => sendSynchronously(xhr));`,
        `await attempt("open badly", () => xhr.open("A B", "${place}", false));`,
        `await attempt("open", () => xhr.open("GET", "${place}"));`,
        `await attempt("abort", () => xhr.abort());`,
        `note("end", xhr.readyState);`,
      ],
      replies,
    );
  for (const place of [
    "http://127.0.0.1:6000/",
    "http://user:password@127.0.0.1:6000/",
    "http://api.example/",
  ])
    for (const method of ["GET", "PUT"])
      yield scripted(
        `${method} of ${place}, which is refused at once`,
        [
          ...openedFor(method, place),
          `await attempt("send", () => sendSynchronously(xhr, "chicken"));`,
          `note("sent", xhr.readyState);`,
        ],
        {},
        "s",
      );
}

const openedFor = (method: string, place: string): readonly string[] => [
  "const xhr = new XMLHttpRequest();",
  `for (const type of ${JSON.stringify(types)}) xhr.addEventListener(type, () => note(type, xhr.readyState));`,
  `xhr.open("${method}", "${place}", false);`,
];
