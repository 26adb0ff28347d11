import { engineNamed, JarCookieStore, ManualClock } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

// What Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6 sent of so many.

const URL_ = new URL("https://a.test/");
const context = { mode: "same-site", unpartitioned: true, partition: "https://a.test" } as const;

async function sentAfter(
  engine: "chromium" | "firefox" | "webkit",
  lines: readonly string[],
): Promise<string[]> {
  const store = new JarCookieStore(engineNamed(engine).cookies);
  for (const line of lines) await store.set(URL_, context, line);
  return ((await store.get(URL_, context)) ?? "").split("; ").map((pair) => pair.split("=")[0]!);
}

const numbered = (from: number, to: number, rest = "=1"): string[] =>
  Array.from({ length: to - from }, (_, index) => `${from + index}${rest}`);
const names = (from: number, to: number): string[] => numbered(from, to, "");

it.each([
  ["chromium", 180, names(0, 180)],
  ["chromium", 181, names(31, 181)],
  ["firefox", 181, names(31, 181)],
  ["chromium", 230, names(62, 230)],
  ["webkit", 230, names(0, 230)],
] as const)("%s keeps the youngest of %i cookies", async (engine, count, expected) => {
  expect(await sentAfter(engine, numbered(0, count))).toEqual(expected);
});

it.each(["chromium", "firefox"] as const)("%s keeps those with Secure", async (engine) => {
  const lines = [...numbered(0, 60, "=1; Secure"), ...numbered(60, 190)];
  expect(await sentAfter(engine, lines)).toEqual([...names(0, 60), ...names(91, 190)]);
});

it.each([
  ["chromium", [...names(0, 5), ...names(36, 180), "x"]],
  ["firefox", [...names(31, 180), "x"]],
] as const)("%s counts anew, or not, what is set again", async (engine, expected) => {
  const lines = [...numbered(0, 180), ...numbered(0, 5), "x=1"];
  expect(await sentAfter(engine, lines)).toEqual(expected);
});

it("Firefox counts anew what another response sets again", async () => {
  const store = new JarCookieStore(engineNamed("firefox").cookies);
  for (const lines of [numbered(0, 180), numbered(0, 1), ["x=1"]]) {
    const own = { ...context };
    for (const line of lines) await store.set(URL_, own, line);
  }
  const sent = (await store.get(URL_, context))!.split("; ").map((pair) => pair.split("=")[0]);
  expect(sent).toEqual(["0", ...names(32, 180), "x"]);
});

// net/cookies/cookie_monster.cc, GetKey
it("counts all hosts of a site together", async () => {
  const store = new JarCookieStore(engineNamed("chromium").cookies);
  for (const line of numbered(0, 100)) await store.set(URL_, context, line);
  for (const line of numbered(100, 181))
    await store.set(new URL("https://b.a.test/"), context, line);
  const sent = (await store.get(URL_, context))!;
  expect(sent.split("; ")).toEqual(numbered(31, 100));
});

describe("a site that has too many", () => {
  const setAll = async (store: JarCookieStore, url: string, lines: readonly string[]) => {
    for (const line of lines) await store.set(new URL(url), context, line);
  };
  const countOf = async (store: JarCookieStore, url: string) =>
    (await store.get(new URL(url), context))?.split("; ").length ?? 0;

  it.each([
    ["https://a.test/", "https://b.test/"],
    ["https://[2001:db8::1]/", "https://[2001:db8::2]/"],
    ["https://192.0.2.1/", "https://192.0.2.2/"],
  ])("%s loses none of %s", async (url, other) => {
    const store = new JarCookieStore(engineNamed("chromium").cookies);
    await setAll(store, other, numbered(0, 150));
    await setAll(store, url, numbered(0, 181));
    expect([await countOf(store, url), await countOf(store, other)]).toEqual([150, 150]);
  });

  it("counts none that have expired, and afterwards those that come anew", async () => {
    const clock = new ManualClock(1_000_000);
    const store = new JarCookieStore(engineNamed("chromium").cookies, clock);
    await setAll(store, "https://b.a.test/", numbered(0, 100, "=1; Max-Age=5"));
    clock.advance(6_000);
    await setAll(store, "https://a.test/", numbered(0, 180));
    expect(await countOf(store, "https://a.test/")).toBe(180);
    await setAll(store, "https://b.a.test/", numbered(0, 1));
    expect(await countOf(store, "https://a.test/")).toBe(149);
    expect(await countOf(store, "https://b.a.test/")).toBe(1);
  });
});

it("has no bound where the options name none", async () => {
  const { perSite: _, ...options } = engineNamed("chromium").cookies;
  const store = new JarCookieStore(options);
  for (const line of numbered(0, 200)) await store.set(URL_, context, line);
  expect((await store.get(URL_, context))!.split("; ")).toEqual(numbered(0, 200));
});

it.each(["host", "site", "sent-to-host"] as const)(
  "clears the cookies of a %s that is an address, and no other's",
  async (of) => {
    const store = new JarCookieStore(engineNamed("chromium").cookies);
    const urls = ["[2001:db8::1]", "[2001:db8::2]", "192.0.2.1"].map(
      (host) => new URL(`https://${host}/`),
    );
    for (const url of urls) await store.set(url, context, "a=1");
    await store.clear(urls[0]!, of);
    const sent = await Promise.all(urls.map((url) => store.get(url, context)));
    expect(sent).toEqual([null, "a=1", "a=1"]);
  },
);
