import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { type Answer, API, APP, grant, RecordingServer } from "../recording-server.ts";

// What each browser was recorded to do: conformance/lab/generate/timings-given-up.ts.

const OWN = `${APP}/own`;
const TIMED = ["Timing-Allow-Origin", "*"] as const;
const away: Answer = { status: 302, headers: [["Location", API], grant(), TIMED] };
const nosniff: Answer = {
  headers: [["Content-Type", "text/plain"], ["X-Content-Type-Options", "nosniff"], TIMED],
};

function open(engine: EngineName, answer: Answer) {
  const page = new Browser({ engine, transport: new RecordingServer(() => answer) }).open(
    `${APP}/`,
  );
  const told = (url: string) =>
    page.performance.getEntriesByName(url).map(({ tellsTimes, tellsTransferSize }) => ({
      times: tellsTimes,
      size: tellsTransferSize,
    }));
  return { page, told };
}

const nothing = [{ times: false, size: false }];
const all = [{ times: true, size: true }];

it.each<[EngineName, object]>([
  ["standard", nothing],
  ["chromium", nothing],
  ["firefox", all],
])("a redirect that the mode does not follow, in %s", async (engine, expected) => {
  const { page, told } = open(engine, away);
  await page.fetch(OWN, { mode: "same-origin" }).catch(() => null);
  expect(told(OWN)).toEqual(expected);
});

it.each<[EngineName, string, object]>([
  ["standard", OWN, all],
  ["chromium", OWN, nothing],
  ["firefox", OWN, all],
  ["webkit", OWN, all],
  ["webkit", API, [{ times: true, size: false }]],
])("a redirect that is followed by hand, in %s of %s", async (engine, url, expected) => {
  const { page, told } = open(engine, { ...away, headers: away.headers!.slice(0, 2) });
  await page.fetch(url, { redirect: "manual" });
  expect(told(url)).toEqual(expected);
});

it.each<[EngineName, object]>([
  ["standard", nothing],
  ["chromium", []],
  ["firefox", all],
])("a worker that is led away, in %s", async (engine, expected) => {
  const { page, told } = open(engine, away);
  await page.load("worker", OWN);
  expect(told(OWN)).toEqual(expected);
});

it.each<[EngineName, object]>([
  ["chromium", nothing],
  ["firefox", all],
])("a script of a type that nosniff refuses, in %s", async (engine, expected) => {
  const { page, told } = open(engine, nosniff);
  await page.load("script", API);
  expect(told(API)).toEqual(expected);
});

it("a cache that has nothing, in Firefox", async () => {
  const { page, told } = open("firefox", {});
  await page.fetch(OWN, { mode: "same-origin", cache: "only-if-cached" }).catch(() => null);
  expect(told(OWN)).toEqual([{ times: true, size: false }]);
});
