import {
  Browser,
  type Clock,
  handlerTransport,
  ManualClock,
  systemClock,
} from "@crosswalk/browser";
import { describe, expect, test } from "vitest";

// What WebKitGTK 2.50.6 did under WebKitWebDriver, whose session has no HTTP cache: what an XMLHttpRequest has loaded
// stays in memory, and whoever asks for it next asks whether it still holds.

/** Where a page has something else to do meanwhile. */
const anotherTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

/**
 * What a page's server is asked, one letter a request: a fetch, an XMLHttpRequest, or another way to fetch. Each is made in a turn
 * of its own, unless all are made at once.
 */
async function ask(
  requests: string,
  {
    stillHolds,
    headers = {},
    atOnce = false,
    session = "ephemeral",
    clock = systemClock,
  }: {
    stillHolds: boolean;
    headers?: Record<string, string>;
    atOnce?: boolean;
    session?: "ephemeral" | "persistent";
    clock?: Clock;
  },
): Promise<string[]> {
  const asked: string[] = [];
  const transport = handlerTransport((request) => {
    if (request.method === "OPTIONS")
      return new Response(null, {
        headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "x-a" },
      });
    const validator = request.headers.get("if-none-match");
    asked.push(validator ?? "anew");
    return validator !== null && stillHolds
      ? new Response(null, { status: 304 })
      : new Response("chicken", {
          headers: { "Access-Control-Allow-Origin": "*", ETag: '"1"', ...headers },
        });
  });
  const page = new Browser({ engine: "webkit", session, transport, clock }).open(
    "https://app.example/",
  );
  const url = "https://api.example/x";
  const inits = new Map<string, RequestInit>([
    ["f", {}],
    ["c", { cache: "no-cache" }],
    ["s", { cache: "no-store" }],
    ["p", { method: "POST" }],
  ]);
  for (const letter of requests) {
    if (!atOnce) await anotherTurn();
    const init = inits.get(letter);
    if (init !== undefined) {
      expect(await (await page.fetch(url, init)).text()).toBe("chicken");
      continue;
    }
    const xhr = new page.XMLHttpRequest();
    const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
    xhr.open("GET", url);
    if (letter === "h") xhr.setRequestHeader("X-A", "1");
    xhr.send();
    await end;
    expect([xhr.status, xhr.responseText]).toEqual([200, "chicken"]);
  }
  return asked;
}

test.each([
  ["xxxx", ["anew", '"1"', '"1"', '"1"']],
  ["hhh", ["anew", '"1"', '"1"']],
  ["xffxx", ["anew", '"1"', '"1"', '"1"', '"1"']],
  ["xxfxxf", ["anew", '"1"', '"1"', '"1"', '"1"', '"1"']],
  ["xxcxx", ["anew", '"1"', "anew", "anew", '"1"']],
  ["xxsxx", ["anew", '"1"', "anew", '"1"', '"1"']],
  ["fff", ["anew", "anew", "anew"]],
])("of %s, what still holds is asked about as %j", async (requests, asked) => {
  expect(await ask(requests, { stillHolds: true })).toEqual(asked);
  // A turn takes no time of a clock that stands still.
  const clock = new ManualClock();
  expect(await ask(requests, { stillHolds: true, clock })).toEqual(asked);
});

test.each([
  ["xxx", ["anew", '"1"', "anew"]],
  ["xfxf", ["anew", '"1"', "anew", '"1"']],
  ["xsxx", ["anew", "anew", '"1"', "anew"]],
  ["xpxx", ["anew", "anew", "anew", '"1"']],
])("of %s, what holds no more is asked about as %j", async (requests, asked) => {
  expect(await ask(requests, { stillHolds: false })).toEqual(asked);
});

// Recorded: webkit-turns.
test.each(["ephemeral", "persistent"] as const)(
  "what an XMLHttpRequest was told still holds answers who asks at once, in a session that is %s",
  async (session) => {
    const headers = { "Cache-Control": "no-cache" };
    const options = { stillHolds: true, headers, session };
    expect(await ask("xxxx", { ...options, atOnce: true })).toEqual(["anew", '"1"']);
    expect(await ask("xxff", { ...options, atOnce: true })).toEqual(["anew", '"1"', '"1"']);
    expect(await ask("xxxx", options)).toEqual(["anew", '"1"', '"1"', '"1"']);
  },
);

test.each([
  ["no-store", ["anew", "anew"]],
  ["max-age=0, stale-while-revalidate=9", ["anew", "anew"]],
  ["no-cache", ["anew", '"1"']],
  ["max-age=60", ["anew"]],
])("what came with Cache-Control: %s is asked about as %j", async (control, asked) => {
  const headers = { "Cache-Control": control };
  expect(await ask("xx", { stillHolds: false, headers })).toEqual(asked);
});

test.each([
  ["no-cache", "max-age=60", ["anew", '"1"'], "max-age=60"],
  ["max-age=0", "no-cache", ["anew", '"1"', '"1"', '"1"'], "no-cache"],
])(
  "of what came with Cache-Control: %s, a 304 with %s has later ones ask as %j",
  async (first, later, asked, shown) => {
    const validators: string[] = [];
    const transport = handlerTransport((request) => {
      const validator = request.headers.get("if-none-match");
      validators.push(validator ?? "anew");
      const granted = { "Access-Control-Allow-Origin": "*" };
      return validator === null
        ? new Response("chicken", {
            headers: { ...granted, ETag: '"1"', "Cache-Control": first },
          })
        : new Response(null, {
            status: 304,
            headers: { ETag: '"2"', "Cache-Control": later, "Content-Type": "text/html" },
          });
    });
    const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
    const heads: string[] = [];
    for (let turn = 0; turn < 4; turn++) {
      await anotherTurn();
      const xhr = new page.XMLHttpRequest();
      const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
      xhr.open("GET", "https://api.example/x");
      xhr.send();
      await end;
      heads.push(xhr.getAllResponseHeaders());
    }
    expect(validators).toEqual(asked);
    const type = "content-type: text/plain;charset=UTF-8\r\n";
    expect(heads).toEqual([
      `cache-control: ${first}\r\n${type}`,
      ...Array.from({ length: 3 }, () => `cache-control: ${shown}\r\n${type}`),
    ]);
  },
);

test("what is fresh is for as many as ask for it", async () => {
  const headers = { "Cache-Control": "max-age=60" };
  expect(await ask("xffxsx", { stillHolds: false, headers })).toEqual(["anew", "anew"]);
});

test.each([
  ["module", "script", ['"1"']],
  ["script", "module", ['"1"']],
  ["module", "import", []],
  ["module", "image", ["anew"]],
] as const)("of a %s that was loaded, %s asks as %j", async (first, second, asked) => {
  const validators: string[] = [];
  const transport = handlerTransport((request) => {
    validators.push(request.headers.get("if-none-match") ?? "anew");
    return new Response("0", {
      headers: {
        "Access-Control-Allow-Origin": "*",
        "Content-Type": "text/javascript",
        ETag: '"1"',
      },
    });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  const load = (kind: typeof first | typeof second): Promise<unknown> =>
    page.load(kind, "https://api.example/x", { crossorigin: "anonymous" });
  await load(first);
  await load(second);
  expect(validators).toEqual(["anew", ...asked]);
});

// What it did of questions that were redirected: only who was led to where it was already asked on, and took a 304 for
// what was held.

const evil = "https://evil.example/y";
const granted = {
  "Access-Control-Allow-Origin": "https://app.example",
  "Access-Control-Allow-Credentials": "true",
};

/**
 * A page whose servers have something to tell at first, and then are redirected: what each is asked from
 * then on, and what is answered at the redirect's end, where a question finds that what it asks about still
 * holds.
 */
function redirectedPage(
  location: string,
  { granting, atEnd = {} }: { granting: boolean; atEnd?: Record<string, string> },
) {
  const asked: string[] = [];
  let answers = 0;
  const grants = granting ? granted : {};
  const transport = handlerTransport((request) => {
    const validator = request.headers.get("if-none-match");
    asked.push(`${request.method} ${request.url} ${validator ?? "anew"}`);
    if (request.method === "OPTIONS")
      return new Response(null, {
        headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" },
      });
    const headers = { "Cache-Control": "no-cache", ETag: '"1"', "Content-Type": "text/javascript" };
    if (request.url !== evil && ++answers === 1)
      return new Response("held", { headers: { ...headers, ...grants } });
    if (request.url !== evil && (answers === 2 || location === evil))
      return new Response(null, { status: 302, headers: { Location: location, ...grants } });
    return validator === null
      ? new Response("another", { headers: { ...headers, ...atEnd } })
      : new Response(null, { status: 304, headers: { ETag: '"1"', ...atEnd } });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  return { page, asked };
}

async function xhrOf(page: ReturnType<Browser["open"]>, url: string): Promise<string> {
  const xhr = new page.XMLHttpRequest();
  const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
  xhr.open("GET", url);
  xhr.send();
  await end;
  return `${xhr.status} ${xhr.responseText}`;
}

test("what a script may not read is not made readable by whom a question about it was redirected to", async () => {
  const { page, asked } = redirectedPage(evil, { granting: false, atEnd: granted });
  const url = "https://api.example/s.js";
  expect(await page.load("script", url)).toMatchObject({ result: "load", access: "opaque" });
  expect(await page.load("script", url)).toMatchObject({ result: "load", access: "opaque" });
  expect(await page.load("script", url, { crossorigin: "use-credentials" })).toMatchObject({
    result: "error",
    text: null,
  });
  expect(asked).toEqual([
    `GET ${url} anew`,
    `GET ${url} "1"`,
    `GET ${evil} anew`,
    `GET ${url} anew`,
  ]);
});

test.each(["https://app.example/x", "https://api.example/x"])(
  "a question about %s does not survive a redirect to another origin, which has to grant its answer",
  async (url) => {
    const { page, asked } = redirectedPage(evil, { granting: true });
    expect(await xhrOf(page, url)).toBe("200 held");
    expect(await xhrOf(page, url)).toBe("0 ");
    expect(asked).toEqual([`GET ${url} anew`, `GET ${url} "1"`, `GET ${evil} anew`]);
  },
);

test("who is led elsewhere gets what is there, though it may have the same validator", async () => {
  const { page } = redirectedPage(evil, {
    granting: true,
    atEnd: { "Access-Control-Allow-Origin": "*" },
  });
  const url = "https://app.example/x";
  expect(await xhrOf(page, url)).toBe("200 held");
  expect(await xhrOf(page, url)).toBe("200 another");
});

test("a 304 of another address is no more than a 304", async () => {
  const transport = handlerTransport(({ url, headers }) => {
    if (url === evil) return new Response(null, { status: 304, headers: granted });
    return headers.has("if-none-match")
      ? new Response(null, { status: 302, headers: { Location: evil } })
      : new Response("held", { headers: { "Cache-Control": "no-cache", ETag: '"1"' } });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  expect(await xhrOf(page, "/x")).toBe("200 held");
  expect(await xhrOf(page, "/x")).toBe("304 ");
});

test.each(["https://app.example/x", "https://api.example/x"])(
  "who is led from %s to where it is already asks on, with no preflight",
  async (url) => {
    const { page, asked } = redirectedPage(url, { granting: true });
    expect(await xhrOf(page, url)).toBe("200 held");
    expect(await xhrOf(page, url)).toBe("200 held");
    expect(asked).toEqual([`GET ${url} anew`, `GET ${url} "1"`, `GET ${url} "1"`]);
  },
);

// What it did in both sessions: conformance/test/lab/browsers/redirected-memory.
describe.each(["ephemeral", "persistent"] as const)(
  "of what a redirect led to, in memory, %s",
  (session) => {
    /** A script asked for without CORS, and then with: what came of either, and what was asked for. */
    async function loadTwice(url: string, granting: { redirect?: boolean; last?: boolean }) {
      const asked: string[] = [];
      const transport = handlerTransport((request) => {
        asked.push(request.url);
        const isLast = request.url === evil;
        const isGranted = isLast ? granting.last === true : granting.redirect === true;
        const headers = {
          "Cache-Control": "max-age=1000",
          "Content-Type": "text/javascript",
          ...(isGranted ? granted : {}),
        };
        return isLast
          ? new Response("throw new Error()", { headers })
          : new Response(null, { status: 302, headers: { ...headers, Location: evil } });
      });
      const page = new Browser({ engine: "webkit", session, transport }).open(
        "https://app.example/",
      );
      const outcomes: (string | null)[] = [];
      for (const crossorigin of [undefined, "use-credentials"]) {
        const { result, scriptErrors } = await page.load("script", url, { crossorigin });
        outcomes.push(scriptErrors ?? result);
      }
      return { outcomes, asked };
    }

    test("a page's own address is looked at, and not who has answered in the end", async () => {
      expect(await loadTwice("/s.js", {})).toEqual({
        outcomes: ["muted", "told"],
        asked: ["https://app.example/s.js", evil],
      });
    });

    test("the last answer's grant is enough", async () => {
      const url = "https://api.example/s.js";
      expect(await loadTwice(url, { last: true })).toEqual({
        outcomes: ["muted", "told"],
        asked: [url, evil],
      });
    });

    test("the redirect's grant alone is none", async () => {
      const url = "https://api.example/s.js";
      const { outcomes } = await loadTwice(url, { redirect: true });
      expect(outcomes).toEqual(["muted", "error"]);
    });
  },
);

test.each([
  [{}, { crossorigin: "use-credentials" }, "readable"],
  [{ crossorigin: "use-credentials" }, {}, "opaque"],
])("of an answer to %j, a 304 to %j is %s", async (first, second, access) => {
  const transport = handlerTransport(({ headers }) =>
    headers.has("if-none-match")
      ? new Response(null, { status: 304 })
      : new Response("granted", {
          headers: {
            "Cache-Control": "no-cache",
            "Content-Type": "text/javascript",
            ETag: '"1"',
            ...granted,
          },
        }),
  );
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  await page.load("script", "https://api.example/s.js", first);
  expect(await page.load("script", "https://api.example/s.js", second)).toMatchObject({
    result: "load",
    access,
  });
});
