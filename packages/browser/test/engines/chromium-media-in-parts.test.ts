import { Browser, type LoadKind } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to do with media of one address, several in a page.

async function askedOf(
  kinds: readonly LoadKind[],
  settings: readonly (string | undefined)[],
  isInParts: boolean,
): Promise<number> {
  const server = new RecordingServer(() => ({
    ...(isInParts ? { status: 206 } : {}),
    headers: [
      ["Access-Control-Allow-Origin", APP],
      ["Access-Control-Allow-Credentials", "true"],
      ["Cache-Control", "no-store"],
      ...(isInParts ? ([["Content-Range", "bytes 0-11/12"]] as const) : []),
    ],
    body: "RIFF----WAVE",
  }));
  const page = new Browser({ engine: "chromium", transport: server }).open(APP);
  for (const [index, crossorigin] of settings.entries()) {
    const made = await page.load(kinds[index % kinds.length]!, API, { crossorigin });
    expect(made.result).toBe("loadedmetadata");
  }
  return server.sent.length;
}

it.each<[readonly (string | undefined)[], number]>([
  [[undefined, undefined], 1],
  [["", "anonymous", "bogus"], 1],
  [[undefined, "", undefined], 2],
  [["", "use-credentials", ""], 2],
])("of a server that gives parts, %j ask %i times", async (settings, times) => {
  expect(await askedOf(["video"], settings, true)).toBe(times);
  expect(await askedOf(["audio"], settings, true)).toBe(times);
});

it("of one that gives the whole, each asks", async () => {
  expect(await askedOf(["video"], [undefined, undefined], false)).toBe(2);
});
