import { Browser, type LoadKind } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { type Answer, API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to do with masks beside other pictures of a page, of which nothing is stored.

const unstored: Answer["headers"] = [
  ["Content-Type", "image/png"],
  ["Cache-Control", "no-store"],
];

async function askedFor(order: string, isGranted: boolean): Promise<number> {
  const headers = [...unstored!, ...(isGranted ? [grant(APP)] : [])];
  const server = new RecordingServer(() => ({ headers, body: "GIF89a" }));
  const page = new Browser({ engine: "chromium", transport: server }).open(APP);
  for (const word of order.split(" ")) {
    if (word === "fetch") await page.fetch(API).catch(() => null);
    else if (word === "image") await page.load("image", API, { crossorigin: "" });
    else if (word === "preload") await page.load("preload", API, { as: "image", crossorigin: "" });
    else await page.load(word as LoadKind, API);
  }
  return server.sent.length;
}

it.each([
  ["image mask", 1, 2],
  ["shape mask", 1, 2],
  // What was preloaded in vain fails for the mask, too.
  ["preload mask", 1, 1],
  ["mask shape", 1, 2],
  // A style keeps what it has loaded for the other, where the memory has something else by then.
  ["shape fetch mask", 2, 3],
  ["mask fetch shape", 2, 3],
  ["image fetch mask", 3, 3],
] as const)("%s: %i requests if granted, %i if not", async (order, granted, refused) => {
  expect([await askedFor(order, true), await askedFor(order, false)]).toEqual([granted, refused]);
});
