import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to do with masks and shapes of each kind of answer, two in a page.

async function askedOf(
  kind: "mask" | "shape",
  headers: readonly (readonly [string, string])[],
  body: string,
): Promise<number> {
  const server = new RecordingServer(() => ({ headers, body }));
  const page = new Browser({ engine: "chromium", transport: server }).open(APP);
  await page.load(kind, API);
  await page.load(kind, API);
  return server.sent.length;
}

const png: readonly [string, string] = ["Content-Type", "image/png"];

it.each(["mask", "shape"] as const)("a %s that is no picture is asked for again", async (kind) => {
  expect(await askedOf(kind, [grant(), png], "no picture")).toBe(2);
  expect(await askedOf(kind, [png], "GIF89a")).toBe(2);
  // One that is, is not.
  expect(await askedOf(kind, [grant(), png], "GIF89a")).toBe(1);
  // Nor is what the HTTP cache keeps.
  expect(await askedOf(kind, [grant(), png, ["Cache-Control", "max-age=60"]], "no picture")).toBe(
    1,
  );
});
