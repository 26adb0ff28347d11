import type { Situation } from "../situation.ts";
import { answer, scripted } from "./script.ts";

/** Where a redirect may not lead: what there is a channel for, and what there is none for. */
const places: readonly string[] = [
  "{n/}3",
  "ftp://127.0.0.1/",
  "foo:bar",
  "tel:1",
  "about:blank",
  "about:srcdoc",
  "data:text/plain,chicken",
  "file:///chicken",
  "view-source:{a/}1",
  "jar:http://127.0.0.1!/",
  "ws://127.0.0.1/",
  "http://user:password@127.0.0.1/",
  "http://[",
];

/** What an XMLHttpRequest tells of a redirect of its page's own origin that it may not follow. */
export function* xhrLookedAtSituations(): Generator<Situation> {
  for (const place of places)
    for (const way of ["redirect", "second redirect"]) yield situationOf(place, way, "GET");
  for (const place of ["{n/}3", "foo:bar"])
    for (const method of ["PUT", "POST"]) yield situationOf(place, "redirect", method);
}

function situationOf(place: string, way: string, method: string): Situation {
  const leading = (location: string) => [
    answer({ status: 307, lines: ["X-E: 1", `Location: ${location}`] }),
  ];
  const replies =
    way === "redirect" ? { "1": leading(place) } : { "1": leading("{s/}2"), "2": leading(place) };
  return scripted(
    `${method}, whose ${way} leads to ${place}`,
    [
      "const xhr = new XMLHttpRequest();",
      `const tell = (name) => note(name, xhr.readyState, xhr.responseURL, xhr.getResponseHeader("X-E"));`,
      `for (const type of ["readystatechange", "progress", "error", "load", "loadend"]) xhr.addEventListener(type, () => tell(type));`,
      `xhr.open("${method}", "{s/}1#chicken");`,
      `xhr.send(${method === "GET" ? "" : '"chicken"'});`,
      "await wait(400);",
      `tell("at last");`,
    ],
    replies,
    "s",
  );
}
