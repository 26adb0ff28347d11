import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";
import { fontFile } from "../font-file.ts";

const starts = {
  image: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  font: [...new TextEncoder().encode(fontFile)],
} as const;

// More than it takes to see what it is.
const LENGTH = 12_000;

test.each(
  (["image", "font"] as const).flatMap((kind) =>
    (["standard", "chromium", "firefox", "webkit"] as const).map(
      (engine) => [kind, engine] as const,
    ),
  ),
)("a long %s that %s has loaded is kept whole, and answers a fetch", async (kind, engine) => {
  let asked = 0;
  const bytes = new Uint8Array(LENGTH);
  bytes.set(starts[kind]);
  const transport = handlerTransport(() => {
    asked++;
    const headers = { "Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=60" };
    return new Response(bytes, { headers });
  });
  const browser = new Browser({ engine, session: "persistent", transport });
  const page = browser.open("https://app.example/");
  expect((await page.load(kind, "/long")).result).not.toMatch(/error|rejected/);
  const response = await page.fetch("/long");
  expect((await response.arrayBuffer()).byteLength).toBe(LENGTH);
  expect(asked).toBe(1);
});
