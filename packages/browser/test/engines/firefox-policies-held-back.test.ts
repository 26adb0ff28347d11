import { expect, test } from "vitest";
import { granting, open } from "./firefox-kit.ts";

// What Firefox ESR 153.7 was seen to tell of a secure page's origin, over http and without CORS.

test.each([
  ["http://localhost:8000/", "unsafe-url", "null"],
  ["http://localhost:8000/", "origin-when-cross-origin", "null"],
  ["http://localhost:8000/", "origin", "https://127.0.0.1"],
  ["http://127.0.0.1:8000/", "unsafe-url", "https://127.0.0.1"],
  ["https://localhost:8000/", "unsafe-url", "https://127.0.0.1"],
] as const)("a POST to %s by %s is of %s", async (url, referrerPolicy, origin) => {
  const { server, page } = open(granting, "https://127.0.0.1/");
  await page.fetch(url, { method: "POST", mode: "no-cors", referrerPolicy });
  expect(server.sent[0]![1]["origin"]).toBe(origin);
});
