import { expect, test } from "vitest";
import { Browser, type FailureCause, handlerTransport, type LoadKind } from "@crosswalk/browser";

// Each as Chromium 156 printed it, for a page at https://app.example/.
const requested = (what: string, url: string): string =>
  `Mixed Content: The page at 'https://app.example/' was loaded over HTTPS, but requested an insecure ${what} '${url}'. This request has been blocked; the content must be served over HTTPS.`;

function pageOf() {
  const lines: string[] = [];
  const sent: string[] = [];
  const transport = handlerTransport(({ url }) => {
    sent.push(url);
    return new Response("");
  });
  const page = new Browser({ engine: "chromium", transport }).open("https://app.example/", {
    onConsole: ({ text }) => lines.push(text),
  });
  return { page, lines, sent };
}

test("Chromium tells on its console, and the error's cause, of a fetch that it blocks as mixed content", async () => {
  const { page, lines, sent } = pageOf();
  const error: unknown = await page.fetch("http://api.example/?a#b").catch((one: unknown) => one);
  const line = requested("resource", "http://api.example/?a");
  expect(lines).toEqual([line]);
  expect((error as { cause: FailureCause }).cause.message).toBe(line);
  expect(sent).toEqual([]);
});

test("and names what a request was for", async () => {
  const { page, lines, sent } = pageOf();
  const request = new page.XMLHttpRequest();
  request.open("GET", "http://api.example/");
  await new Promise((resolve) => {
    request.onloadend = resolve;
    request.send();
  });
  const kinds: [LoadKind, string][] = [
    ["script", "script"],
    ["module", "script"],
    ["stylesheet", "stylesheet"],
    ["beacon", "Beacon endpoint"],
  ];
  for (const [kind] of kinds) await page.load(kind, "http://api.example/");
  const names = ["XMLHttpRequest endpoint", ...kinds.map(([, name]) => name)];
  expect(lines).toEqual(names.map((name) => requested(name, "http://api.example/")));
  expect(sent).toEqual([]);
});

test("but for a track of another origin, which its mode refuses first", async () => {
  const { page, lines } = pageOf();
  await page.load("track", "http://api.example/");
  expect(lines.join()).toMatch(/^Unsafe attempt to load URL http:\/\/api\.example\/ from frame/);
  await page.load("track", "http://api.example/", { crossorigin: "" });
  expect(lines[1]).toBe(requested("Text Track", "http://api.example/"));
});

test("of a picture that Chromium asks for over https instead nothing is said to be blocked", async () => {
  const { page, lines } = pageOf();
  await page.load("image", "http://api.example/");
  expect(lines.filter((line) => line.includes("has been blocked"))).toEqual([]);
});
