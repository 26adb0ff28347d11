import {
  Browser,
  type CookieStore,
  type EngineName,
  engineNamed,
  JarCookieStore,
} from "@crosswalk/browser";
import { expect, it } from "vitest";
import { RecordingServer } from "../recording-server.ts";

const PAGES = ["a.example", "b.example", "c.example"];

/** What c.example is sent of cookies from each page, once it has cleared them for one. */
async function left(engine: EngineName, clearing: string): Promise<Record<string, string | null>> {
  const server = new RecordingServer(({ url }, header) => ({
    headers: [
      ["Access-Control-Allow-Origin", header("origin") ?? "*"],
      ["Access-Control-Allow-Credentials", "true"],
      ...(url.pathname === "/clear" ? [["Clear-Site-Data", '"cookies"'] as const] : []),
      ...(url.search === ""
        ? []
        : [["Set-Cookie", decodeURIComponent(url.search.slice(1))] as const]),
    ],
  }));
  const browser = new Browser({ engine, transport: server });
  const ask = (host: string, path: string): Promise<unknown> =>
    browser
      .open(`https://${host}/`)
      .fetch(`https://c.example/${path}`, { credentials: "include", cache: "no-store" });
  for (const host of PAGES) await ask(host, `?${host[0]}=1; SameSite=None; Secure; Partitioned`);
  await ask("c.example", "?shared=1");
  await ask(clearing, "clear");
  const cookies: Record<string, string | null> = {};
  for (const host of PAGES) {
    await ask(host, "echo");
    cookies[host] = server.sent.at(-1)![1]["cookie"] ?? null;
  }
  return cookies;
}

// Seen in Chromium 156 and Firefox ESR 153.7, which spares what first parties have asked to be partitioned.
it.each([
  ["chromium", null],
  ["firefox", "c=1"],
] as const)(
  "cookies within reach are cleared, and those of other partitions are not, in %s",
  async (engine, spared) => {
    const own = { "a.example": "a=1", "b.example": "b=1", "c.example": "c=1; shared=1" };
    expect(await left(engine, "a.example")).toEqual({ ...own, "a.example": null });
    expect(await left(engine, "c.example")).toEqual({ ...own, "c.example": spared });
  },
);

it("a store of one's own that knows no partitions is told what to clear, too", async () => {
  const cleared: (readonly [address: string, of: string])[] = [];
  const cookies: CookieStore = {
    isEmpty: true,
    get: () => Promise.resolve(null),
    set: () => Promise.resolve(),
    clear: (url, of) => {
      cleared.push([url.href, of]);
      return Promise.resolve();
    },
  };
  const server = new RecordingServer(() => ({ headers: [["Clear-Site-Data", '"cookies"']] }));
  const browser = new Browser({ engine: "chromium", transport: server, cookies });
  await browser.open("https://a.example/").fetch("/");
  expect(cleared).toEqual([["https://a.example/", "site"]]);
});

it("a jar that is cleared for nobody in particular forgets what is of all partitions", async () => {
  const store = new JarCookieStore(engineNamed("chromium").cookies);
  const url = new URL("https://a.example/");
  const line = "a=1; SameSite=None; Secure; Partitioned";
  const inPartition = (partition: string) =>
    ({ mode: "cross-site", unpartitioned: false, partition }) as const;
  for (const name of ["one", "other"]) await store.set(url, inPartition(name), line);
  await store.clear(url, "host", inPartition("one"));
  expect(await store.get(url, inPartition("one"))).toBe(null);
  expect(await store.get(url, inPartition("other"))).toBe("a=1");
  await store.clear(url, "host");
  expect(await store.get(url, inPartition("other"))).toBe(null);
});

// Seen in Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6, whose cache on the disk stays: cleared-sites-18.
it.each<[EngineName, string, string, number]>([
  ["chromium", '"cache"', "https://c.example/", 2],
  ["chromium", '"cookies", "*"', "http://127.0.0.1/", 2],
  ["chromium", '"cookies"', "https://c.example/", 1],
  ["chromium", '"cache"', "http://c.example/", 1],
  ["firefox", '"cache"', "https://c.example/", 2],
  ["webkit", '"cache"', "https://c.example/", 1],
])("in %s, what says %s is asked for at %s %i times", async (engine, value, url, times) => {
  const server = new RecordingServer(() => ({
    headers: [
      ["Cache-Control", "max-age=600"],
      ["Clear-Site-Data", value],
    ],
    body: "x",
  }));
  const page = new Browser({ engine, transport: server, session: "persistent" }).open(url);
  for (let time = 0; time < 2; time++) await (await page.fetch("/a")).text();
  expect(server.sent).toHaveLength(times);
});
