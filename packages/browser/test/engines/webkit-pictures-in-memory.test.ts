import { Browser, handlerTransport, type LoadAttributes, type LoadKind } from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";

// What WebKitGTK 2.50.6 did in an ephemeral session of WebKitWebDriver: 913 situations.

const texts = new Map<LoadKind, readonly [as: string, type: string, text: string]>([
  ["image", ["image", "image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"/>']],
  ["script", ["script", "text/javascript", "globalThis.chicken = 1"]],
  ["stylesheet", ["style", "text/css", "a { color: red }"]],
  ["track", ["track", "text/vtt", "WEBVTT\n\n"]],
]);

const withCors = "use-credentials";

function open(given: Record<string, string>, kind: LoadKind = "image") {
  const [as, type, text] = texts.get(kind)!;
  const asked: string[] = [];
  const transport = handlerTransport(({ headers: own }) => {
    const validator = own.get("if-none-match");
    asked.push(validator ?? "anew");
    const headers = {
      "Access-Control-Allow-Origin": "https://app.example",
      "Access-Control-Allow-Credentials": "true",
      "Content-Type": type,
      ...given,
    };
    return validator === null
      ? new Response(text, { headers })
      : new Response(null, { status: 304, headers });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  const url = "https://api.example/x";
  const loadAs = async (what: LoadKind, more: LoadAttributes): Promise<string | null> =>
    (await page.load(what, url, more)).access;
  const load = (crossorigin?: string): Promise<string | null> => loadAs(kind, { crossorigin });
  const preload = (crossorigin?: string): Promise<string | null> =>
    loadAs("preload", { as, crossorigin });
  return { page, url, load, preload, asked };
}

describe("a picture that another kind of <img> has loaded", () => {
  const fresh = { "Cache-Control": "max-age=60" };
  const checked = { "Cache-Control": "no-cache", ETag: '"1"' };

  it("is not asked for while it is fresh, and is as readable as it was asked for", async () => {
    const { load, asked } = open(fresh);
    expect([await load(), await load(withCors), await load()]).toEqual([
      "opaque",
      "readable",
      "opaque",
    ]);
    expect(asked).toEqual(["anew"]);
  });

  it.each([
    [undefined, withCors, "opaque"],
    [withCors, undefined, "readable"],
  ])("that still holds is as readable as it was: %s and then %s", async (one, other, access) => {
    const { load, asked } = open(checked);
    expect([await load(one), await load(other), await load(one)]).toEqual([access, access, access]);
    expect(asked).toEqual(["anew", '"1"']);
    await load(other);
    expect(asked).toEqual(["anew", '"1"', '"1"']);
  });

  it("is asked about by a preload, too", async () => {
    const { load, preload, asked } = open(checked);
    await load(withCors);
    await preload();
    expect(asked).toEqual(["anew", '"1"']);
  });

  it("stays while a script asks past all caches", async () => {
    const { page, url, load, asked } = open(fresh);
    await load();
    await page.fetch(url, { cache: "no-store" });
    await load();
    expect(asked).toHaveLength(2);
  });

  it("is asked for anew each time where it varies by all that there is", async () => {
    const { load, asked } = open({ ...fresh, Vary: "*" });
    await load();
    await load();
    expect(asked).toEqual(["anew", "anew"]);
  });
});

describe.each([...texts.keys()])("what a %s has loaded", (kind) => {
  test.each(["max-age=60", "no-cache"])(
    "and varies by origin is of its own mode: %s",
    async (age) => {
      const { load, asked } = open({ "Cache-Control": age, ETag: '"1"', Vary: "Origin" }, kind);
      await load();
      await load(withCors);
      expect(asked).toEqual(["anew", "anew"]);
    },
  );

  test("as a preload is of its own mode where it varies by origin", async () => {
    for (const [first, second, count] of [
      [undefined, undefined, 1],
      [withCors, withCors, 1],
      [undefined, withCors, 2],
      [withCors, undefined, 2],
    ] as const) {
      const { load, preload, asked } = open({ "Cache-Control": "no-store", Vary: "Origin" }, kind);
      await preload(first);
      await load(second);
      expect(asked).toHaveLength(count);
    }
  });

  test("as a preload is for nobody where it varies by all that there is", async () => {
    const { load, preload, asked } = open({ "Cache-Control": "max-age=60", Vary: "*" }, kind);
    await preload();
    await load();
    expect(asked).toEqual(["anew", "anew"]);
  });
});
