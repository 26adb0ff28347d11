import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// https://url.spec.whatwg.org/#path-percent-encode-set: "[…] U+003F (?), U+005E (^), U+0060 (`), U+007B ({), and U+007D (})."
// Not every Node.js knows of the `^`; each of the three browsers does.
test.each<[EngineName, string]>([
  ["standard", "/a%5Eb|c?d^e"],
  ["chromium", "/a%5Eb%7Cc?d^e"],
  ["firefox", "/a%5Eb|c?d^e"],
  ["webkit", "/a%5Eb|c?d^e"],
])("%s asks for a path with a ^ and a | in it", async (engine, path) => {
  const asked: string[] = [];
  const transport = handlerTransport((request) => {
    asked.push(request.url);
    return new Response(null, { headers: { "Access-Control-Allow-Origin": "*" } });
  });
  const page = new Browser({ engine, transport }).open("https://app.example");
  const { url } = await page.fetch("https://api.example/a^b|c?d^e");
  expect([...asked, url]).toEqual(Array(2).fill(`https://api.example${path}`));
});
