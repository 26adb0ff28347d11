import { Browser, type LoadKind } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { RecordingServer } from "../recording-server.ts";

// What Firefox ESR 153.7 was seen to print of what no network is asked for.

const PAGE = "http://a.test/page";

function open() {
  const said: string[] = [];
  const page = new Browser({ engine: "firefox", transport: new RecordingServer(() => ({})) }).open(
    PAGE,
    {
      onConsole: ({ text }) =>
        said.push(...text.split("\n").map((line) => /Reason: (.*?)\)/.exec(line)?.[1] ?? line)),
    },
  );
  return { page, said };
}

const link = (url: string): string =>
  `Security Error: Content at ${PAGE} may not load or link to ${url}.`;
const data = (url: string): string =>
  `Security Error: Content at ${PAGE} may not load data from ${url}.`;
const NOT_HTTP = "CORS request not http";

it.each<[string, (url: string) => string | null, string | null]>([
  ["file:///x", link, link("file:///x")],
  ["jar:http://b.test/x!/y", link, link("jar:http://b.test/x!/y")],
  ["view-source:http://b.test/", link, link("view-source:http://b.test/")],
  ["blob:http://b.test/x", data, data("blob:http://b.test/x")],
  ["blob:null/x", data, data("blob:null/x")],
  ["chrome://x/", () => null, null],
  ["resource://x/", () => null, null],
  ["moz-extension://x/", () => null, null],
  ["about:x", () => null, null],
  ["ws://b.test/", () => null, null],
  ["mailto:x", () => NOT_HTTP, null],
  ["foo:bar", () => NOT_HTTP, null],
])("%s is told of as it is asked for", async (url, ofCors, ofOther) => {
  const { page, said } = open();
  const lines = (line: string | null): readonly string[] => (line === null ? [] : [line]);
  const take = (): string[] => said.splice(0);

  await page.fetch(url).catch(() => null);
  expect(take()).toEqual(lines(ofCors(url)));
  await page.fetch(url, { mode: "no-cors" }).catch(() => null);
  expect(take()).toEqual(lines(ofOther));
  for (const kind of ["image", "script", "stylesheet", "video"] as LoadKind[]) {
    await page.load(kind, url);
    expect([kind, take()]).toEqual([kind, lines(ofOther)]);
  }
  await page.load("module", url);
  expect(take()).toEqual(lines(ofCors(url)));
  await page.load("preload", url, { as: "fetch", crossorigin: "" });
  expect(take()).toEqual(lines(ofOther));
  await page.load("event-source", url);
  expect(take()).toEqual([`Firefox can’t establish a connection to the server at ${url}.`]);
});

it.each(["chrome://x/", "moz-extension://x/", "moz-safe-about:x"])(
  "an XMLHttpRequest of %s does not begin",
  async (url) => {
    const { page } = open();
    const events: string[] = [];
    const xhr = new page.XMLHttpRequest();
    for (const type of ["loadstart", "error", "loadend"])
      xhr.addEventListener(type, () => events.push(type));
    xhr.open("GET", url);
    xhr.send();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(events).toEqual(["error", "loadend"]);
  },
);
