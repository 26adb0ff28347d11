import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What Firefox ESR 153.7 did, twice each, with http and https as two ports of one host.

const HTTP = "http://127.0.0.1/";
const HTTPS = "https://127.0.0.1/";
const OTHER = "http://localhost/";

type Place = readonly [top: string, frame?: string];

const COOKIES: readonly string[] = [
  "e=1",
  "n=1; SameSite=None; Secure",
  "p=1; SameSite=None; Secure; Partitioned",
];

function start() {
  let lines: readonly string[] = [];
  let cookie: string | null = null;
  const transport = handlerTransport((request) => {
    cookie = request.headers.get("cookie");
    const headers = new Headers(lines.map((line) => ["Set-Cookie", line]));
    headers.set("Access-Control-Allow-Origin", request.headers.get("origin") ?? "null");
    headers.set("Access-Control-Allow-Credentials", "true");
    return new Response(null, { headers });
  });
  const browser = new Browser({ engine: "firefox", transport });
  /** What is sent to `url` from a place, whose answer has these lines. */
  const ask = async (
    [top, frame]: Place,
    url: string,
    given: readonly string[] = [],
  ): Promise<string | null> => {
    lines = given;
    const page = browser.open(top);
    const asking = frame === undefined ? page : browser.open(frame, { parent: page });
    await asking.fetch(url, { credentials: "include" });
    return cookie;
  };
  /** The same with headers that are no cookies. */
  const clear = async (place: Place, url: string): Promise<void> => {
    const page = clearing.open(place[0]);
    const asking = place[1] === undefined ? page : clearing.open(place[1], { parent: page });
    await asking.fetch(url, { credentials: "include" });
  };
  const clearing = new Browser({
    engine: "firefox",
    cookies: browser.cookies,
    transport: handlerTransport((request) => {
      const headers = new Headers({ "Clear-Site-Data": '"cookies"' });
      headers.set("Access-Control-Allow-Origin", request.headers.get("origin") ?? "null");
      headers.set("Access-Control-Allow-Credentials", "true");
      return new Response(null, { headers });
    }),
  });
  return { ask, clear };
}

test.each([
  ["http to https", HTTP, HTTPS],
  ["https to http", HTTPS, HTTP],
  ["a port to another", HTTP, "http://127.0.0.1:81/"],
])("a first party's cookies go from %s", async (_, first, second) => {
  for (const line of ["e=1", "e=1; Secure", "e=1; SameSite=Strict", "e=1; HttpOnly"]) {
    const { ask } = start();
    await ask([first], first, [line]);
    expect(await ask([second], second)).toBe("e=1");
    expect(await ask([second], first)).toBe("e=1");
  }
});

test.each([
  [HTTPS, HTTP],
  [HTTP, HTTPS],
])("what a page of %s has of %s is no third party's", async (page, server) => {
  const { ask } = start();
  await ask([page], server, ["e=1"]);
  expect(await ask([server], server)).toBe("e=1");
});

test("but for those that ask for a partition: theirs has a scheme", async () => {
  const { ask } = start();
  await ask([HTTP], HTTP, COOKIES);
  expect(await ask([HTTP], HTTP)).toBe("e=1; n=1; p=1");
  expect(await ask([HTTPS], HTTPS)).toBe("e=1; n=1");
});

test.each([
  ["of another host", OTHER],
  ["of another host over https", "https://localhost/"],
  ["without an origin", "data:text/html,x"],
])("a frame %s has cookies of its page's host to itself", async (_, frame) => {
  for (const url of [HTTP, HTTPS, "http://127.0.0.1:81/"]) {
    const { ask } = start();
    await ask([HTTP, frame], url, COOKIES);
    expect(await ask([HTTP, "data:text/html,y"], url)).toBe("e=1; n=1; p=1");
    expect(await ask([HTTP], url)).toBeNull();
    expect(await ask([HTTPS, "data:text/html,y"], url)).toBeNull();
    expect(await ask([url], url)).toBeNull();
  }
});

test.each([
  ["of another port", "http://127.0.0.1:81/"],
  ["of its page", "about:srcdoc"],
])("a frame %s shares them", async (_, frame) => {
  const { ask } = start();
  await ask([HTTP, frame], HTTP, COOKIES);
  expect(await ask([HTTP], HTTP)).toBe("e=1; n=1; p=1");
});

test("such a frame shares with its page what is of other hosts", async () => {
  const { ask } = start();
  await ask([HTTP, "data:text/html,x"], OTHER, ["n=1; SameSite=None; Secure"]);
  expect(await ask([HTTP], OTHER)).toBe("n=1");
  expect(await ask([HTTPS], OTHER)).toBeNull();
  expect(await ask([OTHER], OTHER)).toBeNull();
});

const FOREIGN: Place = [HTTP, "data:text/html,x"];
const all: readonly Place[] = [[HTTP], [HTTPS], [OTHER], FOREIGN];
const WHOLE = "e=1; n=1; p=1";

test.each<[string, Place, readonly (string | null)[]]>([
  ["a first party", [HTTP], ["p=1", "p=1", WHOLE, WHOLE]],
  ["a third party", [OTHER], [WHOLE, WHOLE, null, WHOLE]],
  ["a frame of another site", FOREIGN, [WHOLE, WHOLE, WHOLE, null]],
])("%s clears what it shares with others", async (_, place, left) => {
  const { ask, clear } = start();
  const own = (top: string): string => (top === HTTPS ? HTTPS : HTTP);
  for (const one of all) await ask(one, own(one[0]), COOKIES);
  await clear(place, HTTP);
  const sent: (string | null)[] = [];
  for (const one of all) sent.push(await ask(one, own(one[0])));
  expect(sent).toEqual(left);
});
