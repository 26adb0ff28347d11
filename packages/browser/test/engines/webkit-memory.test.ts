import { Browser, handlerTransport, type LoadKind, ManualClock } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

// What WebKitGTK 2.50.6 did under WebKitWebDriver, whose session has no HTTP cache.

const texts = new Map<LoadKind, readonly [type: string, text: string]>([
  ["font", ["font/ttf", ""]],
  ["script", ["text/javascript", "globalThis.chicken = 1"]],
  ["stylesheet", ["text/css", "a { color: red }"]],
  ["track", ["text/vtt", "WEBVTT\n\n"]],
]);

/** A page of an application whose API says this of what elements load, and what that is asked. */
function open(headers: Record<string, string>, kind: LoadKind = "script") {
  const [type, text] = texts.get(kind)!;
  const asked: string[] = [];
  const transport = handlerTransport((request) => {
    const { headers: own } = request;
    const validator = own.get("if-none-match") ?? own.get("if-modified-since");
    asked.push(`${own.get("sec-fetch-mode")} ${validator ?? "anew"}`);
    return validator === null
      ? new Response(text, { headers: { "Content-Type": type, ...headers } })
      : new Response(null, { status: 304 });
  });
  const clock = new ManualClock(Date.UTC(2026, 0, 1));
  const browser = new Browser({ engine: "webkit", transport, clock });
  const page = browser.open("https://app.example/");
  const load = async (crossorigin?: string): Promise<string> =>
    (await page.load(kind, "https://api.example/x", { crossorigin })).result;
  return { page, load, asked, clock };
}

describe.each([...texts.keys()])("what a %s was loaded from", (kind) => {
  const allowed = { "Access-Control-Allow-Origin": "*" };

  it("is not asked for again while it is fresh", async () => {
    const { load, asked, clock } = open({ "Cache-Control": "max-age=60, must-revalidate" }, kind);
    const first = await load();
    expect(await load()).toBe(first);
    clock.advance(61_000);
    await load();
    expect(asked).toEqual(["no-cors anew", "no-cors anew"]);
  });

  it("is asked whether it still holds, and is used again if it does", async () => {
    const { load, asked } = open({ "Cache-Control": "no-cache", ETag: '"1"', ...allowed }, kind);
    const first = await load();
    expect(await load()).toBe(first);
    expect(asked).toEqual(["no-cors anew", 'no-cors "1"']);
  });

  it.each([
    ["nothing tells whether it still holds", {}],
    ["it may not be kept", { "Cache-Control": "no-store", ETag: '"1"' }],
    ["it varies by all that there is", { "Cache-Control": "max-age=60", ETag: '"1"', Vary: "*" }],
    [
      "it may be used stale meanwhile",
      { "Cache-Control": "max-age=0, stale-while-revalidate=60", ETag: '"1"' },
    ],
  ])("is asked for anew where %s", async (_, headers) => {
    const { load, asked, clock } = open(headers, kind);
    await load();
    clock.advance(1_000);
    await load();
    expect(asked).toEqual(["no-cors anew", "no-cors anew"]);
  });
});

describe("what was loaded without CORS", () => {
  const fresh = { "Cache-Control": "max-age=60" };

  it("is for who asks with credentials and may read it, too", async () => {
    const { load, asked } = open({
      ...fresh,
      "Access-Control-Allow-Origin": "https://app.example",
      "Access-Control-Allow-Credentials": "true",
    });
    expect([await load(), await load("use-credentials"), await load()]).toEqual(
      Array.from({ length: 3 }, () => "load"),
    );
    expect(asked).toEqual(["no-cors anew"]);
  });

  it("stays where it is while who may not read it asks in vain", async () => {
    const { load, asked } = open(fresh);
    expect([await load(), await load("use-credentials"), await load()]).toEqual([
      "load",
      "error",
      "load",
    ]);
    expect(asked).toEqual(["no-cors anew", "cors anew"]);
  });

  it("gives way to what comes without credentials", async () => {
    const { load, asked } = open({ ...fresh, "Access-Control-Allow-Origin": "*" });
    for (const crossorigin of [undefined, "", "", undefined]) await load(crossorigin);
    expect(asked).toEqual(["no-cors anew", "cors anew", "no-cors anew"]);
  });

  it("gives way to a script's own request", async () => {
    const { page, load, asked } = open({ ...fresh, "Access-Control-Allow-Origin": "*" });
    await load();
    await page.fetch("https://api.example/x");
    await load();
    await load();
    expect(asked).toHaveLength(3);
  });
});

it("what came with an error's status is asked for again", async () => {
  let count = 0;
  const headers = { "Cache-Control": "max-age=60", "Content-Type": "text/javascript" };
  const transport = handlerTransport(() => {
    count++;
    return new Response("", { status: 404, headers });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  for (const _ of [1, 2]) expect((await page.load("script", "/x")).result).toBe("error");
  expect(count).toBe(2);
});

it.each([
  ["text/plain, text/javascript", "module", "error"],
  ["text/plain; x=y, text/css", "stylesheet", "error"],
  ["text/css x", "stylesheet", "load"],
  ["text/event-stream, text/plain", "event-source", "message"],
  ["text/csv, text/javascript", "script", "error"],
  ["text/javascript, text/csv", "script", "load"],
] as const)("of the types %s the first one counts: a %s has its %s", async (type, kind, result) => {
  const body = kind === "event-source" ? "data: chicken\n\n" : "/**/";
  const transport = handlerTransport(
    () => new Response(body, { headers: { "Content-Type": type } }),
  );
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  expect((await page.load(kind, "/x")).result).toBe(result);
});

it("what still comes is not asked about: it may break off", async () => {
  const asked: (string | null)[] = [];
  let breakOff = (): void => undefined;
  const transport = handlerTransport(({ headers: own }) => {
    const validator = own.get("if-none-match");
    asked.push(validator);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("globalThis.chicken = 1;"));
        if (asked.length === 1) breakOff = () => controller.error(new Error("hung up"));
        else controller.close();
      },
    });
    const headers = { "Content-Type": "text/javascript", "Cache-Control": "no-cache", ETag: '"1"' };
    return validator === null
      ? new Response(body, { headers })
      : new Response(null, { status: 304 });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  const first = page.load("script", "/x");
  await new Promise((resolve) => setTimeout(resolve, 20));
  const second = page.load("script", "/x");
  breakOff();
  expect([(await first).result, (await second).result]).toEqual(["error", "load"]);
  expect(asked).toEqual([null, null]);
});

// What a page has asked for is in memory, whatever its type has made of it: 40 situations in an ephemeral session.
it.each([
  ["import", "script", ["anew", '"1"']],
  ["import", "import", ["anew", '"1"']],
  ["module", "script", ["anew", '"1"']],
  ["module", "import", ["anew", '"1"']],
] as const)(
  "a module that is refused for its type is held: of %s and then %s, a server is asked %j",
  async (first, second, asked) => {
    for (const control of ["no-cache", "max-age=600"]) {
      const validators: string[] = [];
      const transport = handlerTransport(({ headers: own }) => {
        const validator = own.get("if-none-match");
        validators.push(validator ?? "anew");
        const headers = {
          "Access-Control-Allow-Origin": "*",
          "Cache-Control": control,
          "Content-Type": "text/plain",
          ETag: '"1"',
        };
        return validator === null
          ? new Response("0;", { headers })
          : new Response(null, { status: 304, headers });
      });
      const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
      const load = (kind: LoadKind): Promise<{ result: string }> =>
        page.load(kind, "https://api.example/x", { crossorigin: "anonymous" });
      expect((await load(first)).result).toBe(first === "import" ? "rejected" : "error");
      expect((await load(second)).result).toBe(second === "import" ? "rejected" : "load");
      expect(validators).toEqual(control === "no-cache" ? asked : ["anew"]);
    }
  },
);

// As recorded: loaded-pictures, "a mask twice". At times it asks once, by what else the page has loaded.
it.each([
  ["that nobody grants", 200, {}],
  ["that nobody grants and that has no body", 204, {}],
  ["of an error that nobody grants", 404, {}],
  ["without a body", 204, { "Access-Control-Allow-Origin": "*" }],
])("a mask %s is asked for again", async (_, status, headers) => {
  let count = 0;
  const transport = handlerTransport(() => {
    count++;
    return new Response(status === 204 ? null : "chicken", {
      status,
      headers: { "Cache-Control": "no-store", "Content-Type": "image/png", ...headers },
    });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  for (const __ of [1, 2]) await page.load("mask", "https://api.example/x.png");
  expect(count).toBe(2);
});
