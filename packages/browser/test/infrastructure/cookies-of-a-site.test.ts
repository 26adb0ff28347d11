import { engineNamed, JarCookieStore } from "@crosswalk/browser";
import { expect, it } from "vitest";

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

// net/cookies/cookie_monster.cc, GetKey
it("counts all hosts of a site together", async () => {
  const store = new JarCookieStore(engineNamed("chromium").cookies);
  for (const line of numbered(0, 100)) await store.set(URL_, context, line);
  for (const line of numbered(100, 181))
    await store.set(new URL("https://b.a.test/"), context, line);
  const sent = (await store.get(URL_, context))!;
  expect(sent.split("; ")).toEqual(numbered(31, 100));
});
