import { Browser, type LoadKind } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to print of preloads and of what came for their addresses with another `crossorigin`.

const MODE = "request mode";
const CREDENTIALS = "request credentials mode";

function open(type: string) {
  const headers = [
    grant(APP),
    ["Access-Control-Allow-Credentials", "true"],
    ["Content-Type", type],
  ] as const;
  const lines: string[] = [];
  const server = new RecordingServer(() => ({
    headers,
    body: type === "image/png" ? "GIF89a" : "",
  }));
  const page = new Browser({ engine: "chromium", transport: server }).open(`${APP}/page`, {
    onConsole: ({ text }) => lines.push(text),
  });
  return { page, lines };
}

const mismatch = (why: string): string =>
  `A preload for '${API}' is found, but is not used because the ${why} does not match. Consider taking a look at crossorigin attribute.`;

const crossorigins = [
  [undefined, undefined, null],
  [undefined, "", CREDENTIALS],
  [undefined, "use-credentials", MODE],
  ["", undefined, CREDENTIALS],
  ["", "", null],
  ["", "use-credentials", CREDENTIALS],
  ["use-credentials", undefined, MODE],
  ["use-credentials", "", CREDENTIALS],
  ["use-credentials", "use-credentials", null],
] as const;

const kinds: readonly (readonly [as: string, kind: LoadKind, type: string])[] = [
  ["script", "script", "text/javascript"],
  ["style", "stylesheet", "text/css"],
  ["image", "image", "image/png"],
];

it.each(kinds)("of a preload as %s, and a %s after it", async (as, kind, type) => {
  for (const [preloaded, asked, why] of crossorigins) {
    const { page, lines } = open(type);
    await page.load("preload", API, { as, crossorigin: preloaded });
    await page.load(kind, API, { crossorigin: asked });
    expect([preloaded, asked, lines]).toEqual([
      preloaded,
      asked,
      why === null ? [] : [mismatch(why)],
    ]);
  }
});

it.each([
  [undefined, {}, CREDENTIALS],
  [undefined, { mode: "no-cors" }, CREDENTIALS],
  [undefined, { credentials: "include" }, MODE],
  ["", { mode: "no-cors" }, MODE],
  ["", { credentials: "include" }, CREDENTIALS],
  ["", { credentials: "omit" }, CREDENTIALS],
] as const)(
  "of a preload for fetch, %j, and what is fetched, %j",
  async (crossorigin, init, why) => {
    const { page, lines } = open("text/plain");
    await page.load("preload", API, { as: "fetch", crossorigin });
    await page.fetch(API, init);
    expect(lines).toEqual([mismatch(why)]);
  },
);

it("of one that is fetched by another method", async () => {
  const { page, lines } = open("text/plain");
  await page.load("preload", API, { as: "fetch", crossorigin: "" });
  await page.fetch(API, { method: "POST" });
  expect(lines).toEqual([
    `A preload for '${API}' is found, but is not used because the request HTTP method does not match.`,
  ]);
});
