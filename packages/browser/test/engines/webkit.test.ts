import { Browser, ManualClock, type LoadKind, type Page } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { type Answer, API, APP, RecordingServer } from "../recording-server.ts";

// What WebKitGTK 2.50.6 was seen to do, with `conformance/lab`, in situations that its generator leaves
// out or meets by chance. Each was run three times or more.

type Header = readonly [name: string, value: string];

const GRANTS: readonly Header[] = [
  ["Access-Control-Allow-Origin", APP],
  ["Access-Control-Allow-Credentials", "true"],
  ["Access-Control-Allow-Methods", "PUT, DELETE"],
  ["Access-Control-Allow-Headers", "x-a, x-b, range"],
  ["Access-Control-Max-Age", "0"],
];

function open(answer: (request: { readonly url: URL; readonly method: string }) => Answer): {
  readonly server: RecordingServer;
  readonly page: Page;
  readonly clock: ManualClock;
} {
  const server = new RecordingServer(answer);
  const clock = new ManualClock();
  return {
    server,
    clock,
    // An ephemeral session keeps no responses.
    page: new Browser({ engine: "webkit", session: "persistent", transport: server, clock }).open(
      APP,
    ),
  };
}

const saying = (...headers: readonly Header[]): (() => Answer) => {
  let count = 0;
  return () => ({ headers: [...GRANTS, ...headers], body: String(++count) });
};

const NO_STORE: Header = ["Cache-Control", "no-store"];
const LASTING: Header = ["Cache-Control", "max-age=600"];

function xhr(page: Page, url: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve) => {
    const request = new page.XMLHttpRequest();
    request.open("GET", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.addEventListener("loadend", () => resolve(request.responseText));
    request.send();
  });
}

const text = async (page: Page, url: string, init: RequestInit = {}): Promise<string> =>
  (await page.fetch(url, init)).text();

const lines = ({ sent }: RecordingServer): string[] => sent.map(([line]) => line.split(" ")[0]!);

describe("what an XMLHttpRequest has loaded", () => {
  it("answers a fetch that forces the cache, though nobody may store it", async () => {
    const { page, server } = open(saying(NO_STORE));
    expect(await xhr(page, API)).toBe("1");
    expect(await text(page, API, { cache: "force-cache" })).toBe("1");
    expect(lines(server)).toEqual(["GET"]);
  });

  it("answers one such fetch, and no second one", async () => {
    const { page } = open(saying(NO_STORE));
    await xhr(page, API);
    await text(page, API, { cache: "force-cache" });
    expect(await text(page, API, { cache: "force-cache" })).toBe("2");
  });

  it("answers without a preflight while it is fresh", async () => {
    const { page, server, clock } = open(saying(LASTING));
    await xhr(page, API, { "X-A": "1" });
    await xhr(page, API, { "X-A": "1" });
    expect(lines(server)).toEqual(["OPTIONS", "GET"]);
    clock.advance(601_000);
    await xhr(page, API, { "X-A": "1" });
    expect(lines(server)).toEqual(["OPTIONS", "GET", "OPTIONS", "GET"]);
  });

  it.each([
    ["another header", { headers: { "X-A": "1" } }],
    ["credentials", { credentials: "include" }],
    ["another mode", { mode: "no-cors" }],
    ["no-store", { cache: "no-store" }],
    ["reload", { cache: "reload" }],
    ["another method", { method: "POST" }],
  ] as const)("is no answer to %s, which takes its place", async (_, init) => {
    const { page } = open(saying(NO_STORE));
    await xhr(page, API);
    const asked = await page.fetch(API, { cache: "force-cache", ...init });
    if (asked.type !== "opaque") expect(await asked.text()).not.toBe("1");
    expect(await text(page, API, { cache: "force-cache" })).not.toBe("1");
  });

  it("is an answer whatever Accept, Cache-Control and User-Agent say", async () => {
    const { page } = open(saying(NO_STORE));
    await xhr(page, `${APP}/1`);
    const headers = { Accept: "a", "Cache-Control": "b", "User-Agent": "c" };
    expect(await text(page, `${APP}/1`, { cache: "force-cache", headers })).toBe("1");
  });

  it("is gone once another request has the address, a beacon's and an event source's too", async () => {
    for (const kind of ["beacon", "event-source", "image"] satisfies LoadKind[]) {
      const { page } = open(saying(NO_STORE));
      await xhr(page, API);
      await page.load(kind, API);
      expect([kind, await text(page, API, { cache: "force-cache" })]).not.toEqual([kind, "1"]);
    }
  });

  it("doesn't answer where Vary names what is other", async () => {
    const { page } = open(saying(NO_STORE, ["Vary", "Accept"]));
    await xhr(page, API);
    const headers = { Accept: "a" };
    expect(await text(page, API, { cache: "force-cache", headers })).toBe("2");
  });
});

describe("the HTTP cache", () => {
  it("has nothing of a synchronous request for others", async () => {
    const { page, server } = open(saying(LASTING));
    const synchronous = new page.XMLHttpRequest();
    synchronous.open("GET", API, false);
    const { PageXmlHttpRequest } = await import("@crosswalk/browser");
    await PageXmlHttpRequest.sendSynchronously(synchronous);
    expect(await text(page, API)).toBe("2");
    expect(lines(server)).toEqual(["GET", "GET"]);
  });

  it("is asked nothing about where a redirect from the network leads", async () => {
    const { page, server } = open(({ url }) =>
      url.pathname === "/1"
        ? { status: 302, headers: [...GRANTS, ["Location", "/2"], NO_STORE] }
        : { headers: [...GRANTS, LASTING] },
    );
    await page.fetch("https://api.example/2");
    await page.fetch("https://api.example/1");
    expect(server.sent.map(([line]) => line)).toEqual([
      "GET https://api.example/2",
      "GET https://api.example/1",
      "GET https://api.example/2",
    ]);
  });

  it("leads on from a redirect with the headers of who was redirected first", async () => {
    const { page, server } = open(({ url }) =>
      url.pathname === "/1"
        ? { status: 302, headers: [["Location", "/2"], LASTING] }
        : { headers: [NO_STORE] },
    );
    await page.fetch(`${APP}/1`, { headers: { "X-A": "1" } });
    await page.fetch(`${APP}/1`, { headers: { "X-B": "2" } });
    expect(server.sent.at(-1)).toEqual([`GET ${APP}/2`, expect.objectContaining({ "x-a": "1" })]);
    expect(server.sent.at(-1)![1]).not.toHaveProperty("x-b");
  });

  it("keeps each range by itself", async () => {
    const { page, server } = open(saying(LASTING));
    const range = (value: string): Promise<string> =>
      text(page, `${APP}/1`, { headers: { Range: value } });
    expect(await range("bytes=0-1")).toBe("1");
    expect(await range("bytes=0-1")).toBe("1");
    expect(await range("bytes=0-2")).toBe("2");
    expect(await text(page, `${APP}/1`)).toBe("3");
    expect(lines(server)).toEqual(["GET", "GET", "GET"]);
  });
});

it.each([
  ["\f00", false],
  ["\v0", false],
  ["+600", true],
  ["99999999999999999999", false],
  ["600x", false],
])("Access-Control-Max-Age of %j lasts beyond five seconds: %j", async (value, lasts) => {
  const headers = GRANTS.filter(([name]) => name !== "Access-Control-Max-Age");
  const { page, server, clock } = open(() => ({
    headers: [...headers, ["Access-Control-Max-Age", value], NO_STORE],
  }));
  await page.fetch(API, { headers: { "X-A": "1" } });
  clock.advance(5300);
  await page.fetch(API, { headers: { "X-A": "1" } });
  expect(lines(server)).toEqual(["OPTIONS", "GET", ...(lasts ? [] : ["OPTIONS"]), "GET"]);
});

it.each([
  ["script", 302, "load"],
  ["stylesheet", 302, "error"],
  ["module", 304, "load"],
  ["worker", 302, "error"],
] as const)("a %s of status %i comes to %s", async (kind, status, result) => {
  const type = kind === "stylesheet" ? "text/css" : "text/javascript";
  const { page } = open(() => ({ status, headers: [["Content-Type", type]] }));
  expect((await page.load(kind, `${APP}/1`)).result).toBe(result);
});

it.each([
  ["module", "application/json", "message"],
  ["module", "text/html", "message"],
  ["classic", "application/json", "error"],
])("a %s worker of %s comes to %s", async (type, contentType, result) => {
  const { page } = open(() => ({ headers: [["Content-Type", contentType]], body: "1" }));
  expect((await page.load("worker", `${APP}/1`, { type })).result).toBe(result);
});
