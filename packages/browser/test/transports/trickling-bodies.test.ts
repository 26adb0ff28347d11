import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, type EngineName, type Page } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// Chromium's, which the standard's profile has too, and some for a busy machine.
const DRAINED = 5000;
const LATE = 3000;

const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "no-grant": (response) => response.removeHeader("Access-Control-Allow-Origin"),
  policy: (response) => response.setHeader("Cross-Origin-Resource-Policy", "same-origin"),
  nonsense: (response) => response.writeHead(302, { Location: "http://:::" }),
  redirect: (response) => response.writeHead(302, { Location: "/" }),
  text: (response) => response.setHeader("Content-Type", "text/plain"),
  preflight: () => undefined,
};

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  const name = pathname.slice(1);
  response.setHeader("Access-Control-Allow-Origin", "http://app.example");
  if (searchParams.has("kept")) response.setHeader("Cache-Control", "max-age=600");
  if (!(name in answers)) return void response.end("ok");
  answers[name]!(response);
  response.write("a");
  const timer = setInterval(() => response.write("a"), 50);
  response.on("close", () => clearInterval(timer));
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const noCors = { mode: "no-cors" } as const;
const refused: readonly (readonly [
  string,
  string,
  (page: Page, url: string) => Promise<unknown>,
])[] = [
  ["CORS refuses", "no-grant", (page, url) => page.fetch(url)],
  ["a resource policy refuses", "policy", (page, url) => page.fetch(url, noCors)],
  ["lead to nonsense", "nonsense", (page, url) => page.fetch(url)],
  ["lead on", "redirect", (page, url) => page.fetch(url)],
  ["lead on, unwanted", "redirect", (page, url) => page.fetch(url, { redirect: "error" })],
  ["lead on, unfollowed", "redirect", (page, url) => page.fetch(url, { redirect: "manual" })],
  ["are of no style's type", "text", (page, url) => page.load("stylesheet", url)],
  [
    "answer a preflight that they refuse",
    "preflight",
    (page, url) => page.fetch(url, { method: "PUT" }),
  ],
];

/** How long another request waits for a connection, once all that one origin gets have been asked for those. */
async function waited(
  engine: EngineName,
  name: string,
  ask: (page: Page, url: string) => Promise<unknown>,
  search: string,
): Promise<number> {
  const browser = new Browser({ engine, transport: nodeTransport() });
  const page = browser.open("http://app.example/");
  const { port } = server.address() as AddressInfo;
  const url = (path: string): string => `http://127.0.0.1:${port}/${path}`;
  const asked = Array.from({ length: 6 }, (_, time) =>
    ask(page, url(`${name}?${time}${search}`)).catch(() => undefined),
  );
  await Promise.all(asked);
  const start = performance.now();
  expect(await (await page.fetch(url("ok"))).text()).toBe("ok");
  await browser.close();
  return performance.now() - start;
}

/** What an engine itself waits for to the end before it goes on, as its browser does, is none of these. */
const awaited: Readonly<Record<string, readonly string[]>> = {
  firefox: ["text", "preflight"],
  webkit: ["nonsense", "redirect", "preflight"],
};

describe.concurrent.each<EngineName>(["firefox", "webkit"])(
  "%s closes at once the connections of bodies that trickle and",
  (engine) => {
    it.concurrent.each(refused.filter(([, name]) => awaited[engine]?.includes(name) !== true))(
      "%s",
      async (_, name, ask) => {
        expect(await waited(engine, name, ask, "")).toBeLessThan(LATE);
        expect(await waited(engine, name, ask, "&kept")).toBeLessThan(LATE);
      },
    );
  },
);

it.concurrent.each<EngineName>(["standard", "chromium"])(
  "%s waits no longer than Chromium for bodies that trickle and nobody wants",
  async (engine) => {
    const [, name, ask] = refused[0]!;
    expect(await waited(engine, name, ask, "")).toBeLessThan(DRAINED + LATE);
  },
  30_000,
);
