import {
  Browser,
  handlerTransport,
  type LoadAttributes,
  type LoadKind,
  type Page,
} from "@crosswalk/browser";
import { expect, test } from "vitest";
import { API, APP, type Answer, grant, RecordingServer } from "../recording-server.ts";

// What an element of WebKit's takes of a preload, without asking again.

function open(answer: Answer): { readonly server: RecordingServer; readonly page: Page } {
  const server = new RecordingServer(() => answer);
  return { server, page: new Browser({ engine: "webkit", transport: server }).open(`${APP}/page`) };
}

const SCRIPT: Answer = { headers: [grant(), ["Content-Type", "text/javascript"]], body: "ok" };
const STYLE: Answer = { headers: [grant(), ["Content-Type", "text/css"]], body: "ok" };
const RIGHT = "sha256-Jok2eyBcFs4y7UIAlCuLix4mLfxw2byfvHfElpmk8d8=";
const WRONG = `sha256-${"A".repeat(43)}=`;

const own = `${APP}/s.js`;

test.each<[LoadKind, string, string, LoadAttributes, string, "load" | "error"]>([
  ["script", "script", own, {}, WRONG, "error"],
  ["script", "script", API, { crossorigin: "" }, WRONG, "error"],
  ["script", "script", API, {}, RIGHT, "error"],
  ["stylesheet", "style", API, { crossorigin: "" }, WRONG, "error"],
  ["script", "script", own, {}, RIGHT, "load"],
])(
  "%s preloaded as %s from %s with %j is held to its own integrity %s: %s",
  async (kind, as, url, attributes, integrity, result) => {
    const answer = kind === "script" ? SCRIPT : STYLE;
    const { server, page } = open(answer);
    await page.load("preload", url, { as, ...attributes });
    const outcome = await page.load(kind, url, { ...attributes, integrity });
    expect(outcome.result).toBe(result);
    if (result === "error") expect(outcome.cause?.code).toBe("SubresourceIntegrity");
    expect(server.lines).toHaveLength(1);
  },
);

test("what passed without credentials is taken with them as well", async () => {
  const { server, page } = open({
    headers: [
      ["Access-Control-Allow-Origin", "*"],
      ["Content-Type", "text/javascript"],
    ],
  });
  await page.load("preload", API, { as: "script", crossorigin: "" });
  const outcome = await page.load("script", API, { crossorigin: "use-credentials" });
  expect(outcome).toMatchObject({ result: "load" });
  expect(server.lines).toHaveLength(1);
});

test("what was preloaded without CORS and does not pass fails who wants it with, who asks all the same", async () => {
  const { server, page } = open(SCRIPT);
  await page.load("preload", API, { as: "script" });
  const outcome = await page.load("script", API, { crossorigin: "use-credentials" });
  expect(outcome).toMatchObject({ result: "error" });
  expect(server.lines).toHaveLength(2);
});

test("a picture gives way to whatever else is loaded from its address", async () => {
  const { server, page } = open({ headers: [["Cache-Control", "no-store"]], body: "GIF89a" });
  await page.load("image", API);
  await page.load("image", `${API}#chicken`);
  expect(server.lines).toHaveLength(1);
  await page.fetch(API, { mode: "no-cors" });
  await page.load("image", API);
  expect(server.lines).toHaveLength(3);
});

test("an address is preloaded once, whatever for", async () => {
  const { server, page } = open(SCRIPT);
  await page.load("preload", API, { as: "script" });
  expect(await page.load("preload", API, { as: "image" })).toMatchObject({ result: "silent" });
  expect(await page.load("preload", API, { as: "script", crossorigin: "" })).toMatchObject({
    result: "load",
  });
  expect(server.lines).toHaveLength(1);
});

test("of many preloads the oldest are asked for again", async () => {
  const { server, page } = open(SCRIPT);
  const urls = Array.from({ length: 65 }, (_, index) => `${APP}/${index}.js`);
  for (const url of urls) await page.load("preload", url, { as: "script" });
  await page.load("script", urls[64]!);
  expect(server.lines).toHaveLength(65);
  await page.load("script", urls[0]!);
  expect(server.lines).toHaveLength(66);
});

test("a preload for which no room is left is asked for again", async () => {
  const { server, page } = open({
    headers: [
      ["Content-Type", "text/css"],
      ["Cache-Control", "no-store"],
    ],
    // Two are more than what a page keeps.
    body: " ".repeat(33 * 1024 * 1024),
  });
  await page.load("preload", own, { as: "style" });
  await page.load("preload", `${own}?2`, { as: "style" });
  await page.load("stylesheet", own);
  expect(server.lines).toHaveLength(2);
  await page.load("stylesheet", `${own}?2`);
  expect(server.lines).toHaveLength(3);
});

test("a preload's destination is one as it is written, and fetch in whatever case", async () => {
  const { server, page } = open({ headers: [["Cache-Control", "no-store"]], body: "GIF89a" });
  await page.load("image", own);
  expect(await page.load("preload", own, { as: "IMAGE" })).toMatchObject({ result: "silent" });
  expect(await page.load("preload", own, { as: "image" })).toMatchObject({ result: "load" });
  expect(server.lines).toHaveLength(1);
  await page.load("preload", API, { as: "fetch" });
  await page.load("preload", API, { as: "Fetch" });
  expect(server.lines).toHaveLength(2);
});

/** The modes in which an address is asked for by preloads, with crossorigin or without, and by a fetch. */
async function modesOf(...loads: readonly ("crossorigin" | "without" | "fetch")[]) {
  const modes: (string | null)[] = [];
  const transport = handlerTransport(({ headers }) => {
    modes.push(headers.get("sec-fetch-mode"));
    return new Response("chicken", { headers: { "Access-Control-Allow-Origin": "*" } });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  const url = "https://api.example/";
  for (const load of loads) {
    if (load === "fetch") expect(await (await page.fetch(url)).text()).toBe("chicken");
    else {
      const cors = load === "crossorigin" ? { crossorigin: "anonymous" } : {};
      expect(await page.load("preload", url, { as: "fetch", ...cors })).toMatchObject({
        result: "load",
      });
    }
  }
  return modes;
}

test("what was preloaded for scripts with CORS stays where it is preloaded without", async () => {
  expect(await modesOf("crossorigin", "crossorigin")).toEqual(["cors"]);
  expect(await modesOf("without", "without")).toEqual(["no-cors"]);
  expect(await modesOf("without", "crossorigin")).toEqual(["no-cors", "cors"]);
  expect(await modesOf("crossorigin", "without", "fetch")).toEqual(["cors", "no-cors"]);
  const twice = await modesOf("crossorigin", "without", "without");
  expect(twice).toEqual(["cors", "no-cors", "no-cors"]);
});
