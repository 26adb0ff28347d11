import { Browser, type EngineName, ManualClock } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, APP, RecordingServer } from "../recording-server.ts";

// What Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6 were recorded to do: conformance/lab/generate/supplement-kept.ts.

type Line = readonly [name: string, value: string];

const FRESH: Line = ["Cache-Control", "max-age=600"];
const TAG: Line = ["ETag", '"a"'];

/** A page, and its own server that gives these answers in turn. */
function open(engine: EngineName, ...answers: readonly Answer[]) {
  let next = 0;
  const server = new RecordingServer(() => answers[Math.min(next++, answers.length - 1)]!);
  const clock = new ManualClock(Date.UTC(2026, 0, 1));
  const page = new Browser({ engine, session: "persistent", transport: server, clock }).open(APP);
  const ask = async (init: RequestInit = {}): Promise<Response> => {
    const response = await page.fetch("/1", init);
    await response.clone().text();
    return response;
  };
  return { server, page, ask };
}

it("a lifetime of 100,000 digits that is none is read at once", async () => {
  const { server, ask } = open("webkit", {
    headers: [["Cache-Control", `max-age=${"1".repeat(100_000)}x`]],
  });
  await ask();
  await ask();
  expect(server.sent.length).toBe(2);
});

const engines = ["standard", "chromium", "firefox", "webkit"] as const;

/** How often each engine asks when what has these lines is asked for twice. */
async function timesAsked(
  answer: Answer,
  init: RequestInit = {},
): Promise<Readonly<Record<string, number>>> {
  const times: Record<string, number> = {};
  for (const engine of engines) {
    const { server, ask } = open(engine, answer);
    await ask();
    await ask(init);
    times[engine] = server.sent.length;
  }
  return times;
}

it.each<[string, readonly Line[], number, number, number]>([
  // A number with a point or an exponent, and what ends it.
  ["max-age=.6e3", [["Cache-Control", "max-age=.6e3"]], 2, 2, 1],
  ["max-age=600;", [["Cache-Control", "max-age=600;"]], 2, 1, 1],
  ["max-age=600x", [["Cache-Control", "max-age=600x"]], 2, 1, 2],
  ["a date of mail", [["Expires", "Fri, 1 Jan 2040 00:00:00 +0100"]], 1, 1, 1],
  ["a month in full", [["Expires", "January1 2040"]], 2, 2, 1],
  ["the 32nd", [["Expires", "Fri, 32 Jan 2040 00:00:00 GMT"]], 2, 2, 2],
  ["the year first", [["Expires", "2040-01-01"]], 1, 2, 2],
  ["2^32 seconds", [["Expires", "Sun, 07 Feb 2106 06:28:16 GMT"]], 1, 2, 1],
  ["a date beyond all", [["Expires", "1 Jan 999999 00:00:00 GMT"]], 2, 2, 2],
  ["the last of all dates", [["Expires", "1 Jan 275000 00:00:00 GMT"]], 2, 2, 1],
  [
    "nothing but a lifetime since such a date",
    [FRESH, ["Date", "1 Jan 999999 00:00:00 GMT"]],
    1,
    1,
    1,
  ],
  [
    "two dates",
    [
      ["Expires", "Sun, 01 Jan 2040 00:00:00 GMT"],
      ["Expires", "Sat, 01 Jan 2000 00:00:00 GMT"],
    ],
    1,
    1,
    2,
  ],
])("%s is asked for again or not", async (_, headers, chromium, firefox, webkit) => {
  expect(await timesAsked({ headers })).toMatchObject({ chromium, firefox, webkit });
});

it.each<[Line, number, number, number]>([
  [["Cache-Control", "no-cache"], 2, 1, 1],
  [["Pragma", "no-cache"], 2, 1, 1],
  [["Cache-Control", "no-store"], 1, 2, 1],
  [["If-None-Match", '"a"'], 2, 1, 2],
  [["If-Match", '"b"'], 2, 2, 2],
  [["If-Match", '"a"'], 2, 1, 2],
])("%j beside force-cache goes out or not", async (line, chromium, firefox, webkit) => {
  const init: RequestInit = { cache: "force-cache", headers: [[...line]] };
  const times = await timesAsked({ headers: [FRESH, TAG] }, init);
  expect(times).toMatchObject({ chromium, firefox, webkit });
});

it("a script's own max-age above zero counts for nothing in WebKit and Chromium", async () => {
  const headers: Line[] = [FRESH, ["Age", "100"]];
  const times = await timesAsked({ headers }, { headers: { "Cache-Control": "max-age=50" } });
  expect(times).toEqual({ standard: 2, chromium: 1, firefox: 2, webkit: 1 });
});

it.each([
  ["0", { chromium: 1, firefox: 2, webkit: 1 }],
  ["3", { chromium: 2, firefox: 2, webkit: 1 }],
])("a 205 is kept, where it does not speak of a body of %s bytes", async (length, times) => {
  const headers: Line[] = [FRESH, ["Content-Length", length]];
  expect(await timesAsked({ status: 205, headers, body: "" })).toMatchObject(times);
});

describe("a 304 with another", () => {
  const told = async (engine: EngineName, name: string): Promise<(string | null)[]> => {
    const { ask } = open(
      engine,
      { headers: [["Cache-Control", "max-age=0"], TAG, [name, "1"]], body: "one" },
      { status: 304, headers: [FRESH, TAG, [name, "2"]], body: "" },
    );
    await ask();
    return [(await ask()).headers.get(name), (await ask()).headers.get(name)];
  };

  it.each<[string, string, string, string]>([
    ["Content-Disposition", "2", "2", "1"],
    ["Content-Language", "2", "2", "1"],
    ["Content-Location", "1", "1", "1"],
    ["Content-Security-Policy", "2", "2", "2"],
    ["Allow", "2", "2", "1"],
    ["TE", "1", "1", "2"],
    ["X-Frame-Options", "1", "2", "1"],
  ])("%s changes what is kept, or not", async (name, chromium, firefox, webkit) => {
    expect(await told("chromium", name)).toEqual([chromium, chromium]);
    expect(await told("firefox", name)).toEqual([firefox, firefox]);
    expect(await told("webkit", name)).toEqual([webkit, webkit]);
  });

  it("WWW-Authenticate tells whoever asked of it, and nobody later, in Firefox", async () => {
    expect(await told("firefox", "WWW-Authenticate")).toEqual(["2", null]);
    expect(await told("firefox", "Strict-Transport-Security")).toEqual(["1", "1"]);
  });
});

it.each<[EngineName, string]>([
  ["standard", "one"],
  ["chromium", "three"],
  ["firefox", "three"],
  ["webkit", "one"],
])("what was under way when a POST came is kept in %s, or not", async (engine, third) => {
  let answer = (): void => undefined;
  const bodies = ["one", "two", "three"];
  const slow = new Promise<void>((resolve) => (answer = resolve));
  const browser = new Browser({
    engine,
    session: "persistent",
    transport: {
      send: async () => {
        const body = bodies.shift()!;
        if (body === "one") await slow;
        return { status: 200, statusText: "OK", headers: [FRESH], body: bytesOf(body) };
      },
    },
  });
  const page = browser.open(APP);
  const first = page.fetch("/1").then((response) => response.text());
  await new Promise((resolve) => setTimeout(resolve, 5));
  await (await page.fetch("/1", { method: "POST" })).text();
  answer();
  expect(await first).toBe("one");
  expect(await (await page.fetch("/1")).text()).toBe(third);
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

it("a reload goes out at once in Firefox, and what it had waited for is not kept", async () => {
  let answer = (): void => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  let count = 0;
  const transport = {
    send: async () => {
      const number = ++count;
      if (number === 1) await slow;
      return { status: 200, statusText: "OK", headers: [FRESH], body: bytesOf(String(number)) };
    },
  };
  const page = new Browser({ engine: "firefox", transport }).open(APP);
  const first = page.fetch("/1").then((response) => response.text());
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await (await page.fetch("/1", { cache: "reload" })).text()).toBe("2");
  answer();
  expect(await first).toBe("1");
  expect(await (await page.fetch("/1")).text()).toBe("2");
});

it.each<[EngineName, string | null]>([
  ["chromium", "a=1"],
  ["firefox", null],
])("a response without credentials clears cookies, %s has: %s", async (engine, left) => {
  const server = new RecordingServer(({ url }) => ({
    headers: [
      ...(url.pathname === "/set" ? [["Set-Cookie", "a=1; Path=/"] as const] : []),
      ...(url.pathname === "/clear" ? [["Clear-Site-Data", '"cookies"'] as const] : []),
    ],
  }));
  const page = new Browser({ engine, transport: server }).open(APP);
  await page.fetch("/set");
  await page.fetch("/clear", { credentials: "omit" });
  await page.fetch("/");
  expect(server.sent.at(-1)![1]["cookie"] ?? null).toBe(left);
});

it.each<[EngineName, (string | undefined)[]]>([
  ["webkit", [undefined, '"a"']],
  ["chromium", [undefined, undefined]],
])("%s asks about a redirect that leads nowhere", async (engine, asked) => {
  const { server, ask } = open(engine, {
    status: 302,
    headers: [["Cache-Control", "max-age=0"], TAG],
  });
  await ask();
  await ask();
  expect(server.sent.map(([, headers]) => headers["if-none-match"])).toEqual(asked);
});

it("what a script cancels is kept in WebKit where all of it was there", async () => {
  const { server, page } = open("webkit", { headers: [FRESH], body: "one" });
  await (await page.fetch("/1")).body!.cancel();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await (await page.fetch("/1")).text()).toBe("one");
  expect(server.sent).toHaveLength(1);
});
