import { type LoadKind, Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What Firefox ESR 153.7 printed of redirects out of HTTP, and of those with a password, each asked for in these ways.

const OWN = "http://a.test/1";
const OTHER = "http://b.test/1";
const NOT_HTTP = "CORS request not http";
const MISSING = "CORS header ‘Access-Control-Allow-Origin’ missing";
const NO_SUCCESS = "CORS request did not succeed";

/** A page of a.test, whose console is written down: a reason of CORS, or the whole of another line. */
function open(location: string, isGranted = true) {
  const said: string[] = [];
  const grant = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PUT" };
  const transport = handlerTransport(
    ({ method }) =>
      new Response(null, {
        status: method === "OPTIONS" ? 200 : 302,
        headers: {
          Location: location,
          ...(isGranted || method === "OPTIONS" ? grant : {}),
        },
      }),
  );
  const browser = new Browser({ engine: "firefox", transport });
  const page = browser.open("http://a.test/page", {
    onConsole: ({ text }) =>
      said.push(...text.split("\n").map((line) => /Reason: (.*?)\)/.exec(line)?.[1] ?? line)),
  });
  return { page, said };
}

async function fetched(location: string, url: string, init: RequestInit = {}, isGranted = true) {
  const { page, said } = open(location, isGranted);
  await page.fetch(url, init).catch(() => null);
  return said;
}

test.each(["ftp://a.test/x", "about:blank", "mailto:x", "foo:bar", "foo://u:p@h:1/x?y#z"])(
  "a redirect to %s is told to be none of HTTP, and a failure beside",
  async (location) => {
    expect(await fetched(location, OWN)).toEqual([NOT_HTTP]);
    expect(await fetched(location, OTHER)).toEqual([NOT_HTTP, NO_SUCCESS]);
    expect(await fetched(location, OTHER, { method: "PUT" })).toEqual([NOT_HTTP, NO_SUCCESS]);
    expect(await fetched(location, OTHER, {}, false)).toEqual([MISSING, NO_SUCCESS]);
    expect(await fetched(location, OWN, { mode: "no-cors" })).toEqual([]);
    expect(await fetched(location, OWN, { mode: "same-origin" })).toEqual([
      `Security Error: Content at http://a.test/page may not load data from ${location}.`,
    ]);
  },
);

test.each(["javascript:1", "data:,x", "ws://a.test/", "about:nothing", "moz-icon://x"])(
  "a redirect to %s is not looked at",
  async (location) => {
    expect(await fetched(location, OWN)).toEqual([]);
    expect(await fetched(location, OTHER)).toEqual([NO_SUCCESS]);
    expect(await fetched(location, OTHER, {}, false)).toEqual([NO_SUCCESS]);
  },
);

test.each([
  ["file:///x", "may not load or link to"],
  ["view-source:http://x/", "may not load or link to"],
  ["blob:x", "may not load data from"],
])(
  "of a redirect to %s it is said who may not: the redirect with CORS, else the page",
  async (...row) => {
    const [location, words] = row;
    const line = (who: string): string => `Security Error: Content at ${who} ${words} ${location}.`;
    expect(await fetched(location, OWN)).toEqual([line(OWN)]);
    expect(await fetched(location, OTHER, { mode: "no-cors" })).toEqual([
      line("http://a.test/page"),
    ]);

    const loaded = async (kind: LoadKind, attributes = {}) => {
      const { page, said } = open(location);
      await page.load(kind, OWN, attributes);
      return said;
    };
    expect(await loaded("image")).toEqual([line("http://a.test/page")]);
    expect(await loaded("script", { crossorigin: "" })).toEqual([line(OWN)]);

    const { page, said } = open(location);
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", OWN);
    await new Promise((resolve) => {
      xhr.onloadend = resolve;
      xhr.send();
    });
    expect(said).toEqual([line("http://a.test/page")]);
  },
);

test.each([{}, { method: "PUT" }])(
  "a redirect with a password, asked for as %j, is looked at as a response first",
  async (init) => {
    expect(await fetched("http://u:p@a.test/", OTHER, init)).toEqual([NO_SUCCESS]);
    expect(await fetched("http://u:p@a.test/", OTHER, init, false)).toEqual([MISSING, NO_SUCCESS]);
  },
);
