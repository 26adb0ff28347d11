import { Browser, type EngineName, handlerTransport, ManualClock } from "@crosswalk/browser";
import { expect, it } from "vitest";

// What each browser was recorded to do: conformance/lab/generate/scripts/timed-ends.ts.

const OWN = "https://app.example/own";

function open(engine: EngineName, store = "no-cache") {
  const clock = new ManualClock();
  const page = new Browser({
    engine,
    clock,
    transport: handlerTransport(
      () =>
        new Response("[1]", {
          headers: { "Cache-Control": store, "Content-Type": "application/json" },
        }),
    ),
  }).open("https://app.example/");
  return { clock, page, count: () => page.performance.getEntriesByName(OWN).length };
}

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

it.each(engines)("%s: no script finds an entry of what it has not read yet", async (engine) => {
  const { page, count } = open(engine);
  const response = await page.fetch(OWN);
  expect(count()).toBe(0);
  await response.text();
  expect(count()).toBe(1);
});

it.each<[EngineName, number, number]>([
  ["chromium", 49, 0],
  ["chromium", 50, 1],
  ["firefox", 20, 1],
])("%s: after %i ms of what nobody reads there are %i", async (engine, time, expected) => {
  const { clock, page, count } = open(engine);
  await page.fetch(OWN);
  clock.advance(time);
  expect(count()).toBe(expected);
});

it.each<[EngineName, number]>([
  ["chromium", 0],
  ["firefox", 1],
])("%s: of what nobody reads and is not to be stored there are %i", async (engine, expected) => {
  const { clock, page, count } = open(engine, "no-store");
  const response = await page.fetch(OWN);
  response.body!.getReader();
  clock.advance(1000);
  expect(count()).toBe(expected);
});

it("what is left is over in the next turn", async () => {
  const { clock, page, count } = open("chromium", "no-store");
  const response = await page.fetch(OWN);
  await response.body!.cancel();
  expect(count()).toBe(0);
  clock.advance(1);
  expect(count()).toBe(1);
});

it.each(engines)("%s: what is never over takes no room from what is", async (engine) => {
  const { clock, page } = open(engine, "no-store");
  const endless = () => new ReadableStream({ pull: () => new Promise(() => undefined) });
  const streamed = new Browser({
    engine,
    transport: handlerTransport(({ url }) => new Response(url === OWN ? "[1]" : endless())),
  }).open("https://app.example/");
  for (let index = 0; index < 250; index++) {
    await page.fetch(`https://app.example/${index}`);
    void (await streamed.fetch(`https://app.example/${index}`)).text();
  }
  // All but Chromium's are over by then, though nobody has read them.
  clock.advance(100);
  page.performance.clearResourceTimings();
  for (const one of [page, streamed]) {
    await (await one.fetch(OWN)).text();
    expect(one.performance.getEntriesByName(OWN)).toHaveLength(1);
  }
});

it("entries come in the order in which what they are of was begun", async () => {
  const { clock, page } = open("chromium");
  const [one, other] = await Promise.all([page.fetch(`${OWN}1`), page.fetch(`${OWN}2`)]);
  await other.text();
  clock.advance(1);
  await one.text();
  expect(page.performance.getEntries().map(({ name }) => name.slice(-1))).toEqual(["1", "2"]);
});

it("an XMLHttpRequest is over by its end, and no sooner", async () => {
  const { page, count } = open("chromium");
  const xhr = new page.XMLHttpRequest();
  const seen: [number, number][] = [];
  xhr.onreadystatechange = () => void seen.push([xhr.readyState, count()]);
  const ended = new Promise((resolve) => (xhr.onloadend = resolve));
  xhr.open("GET", OWN);
  xhr.send();
  await ended;
  expect(seen).toEqual([
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 1],
  ]);
});
