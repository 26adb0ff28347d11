import { fontFile } from "../font-file.ts";
import { Browser, type EngineName, type LoadKind } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { ended, open as openXhr, record } from "../api/xml-http-request-kit.ts";
import { type Answer, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to do.

function open(
  answer: (request: { readonly url: URL; readonly method: string }) => Answer,
  engine: EngineName = "chromium",
) {
  const server = new RecordingServer(answer);
  return { server, page: new Browser({ engine, transport: server }).open(`${APP}/page`) };
}

/** How often the server is asked by two requests whose responses have that header. */
async function timesAsked(name: string, value: string): Promise<number> {
  const { server, page } = open(() => ({ headers: [[name, value]] }));
  await (await page.fetch("/orders")).text();
  await (await page.fetch("/orders")).text();
  return server.sent.length;
}

const kept: Answer = { headers: [["Cache-Control", "max-age=60"]] };

describe("in Chromium, what is in the HTTP cache once all of it has come", () => {
  it("is what a script has cancelled", async () => {
    const { server, page } = open(() => kept);
    await (await page.fetch("/orders")).body!.cancel();
    expect(await (await page.fetch("/orders")).text()).toBe("ok");
    expect(server.sent).toHaveLength(1);
  });

  it("and what a script has aborted, though it can read it no more", async () => {
    const { server, page } = open(() => kept);
    const controller = new AbortController();
    const response = await page.fetch("/orders", { signal: controller.signal });
    controller.abort();
    await expect(response.text()).rejects.toThrow("aborted");
    expect(await (await page.fetch("/orders")).text()).toBe("ok");
    expect(server.sent).toHaveLength(1);
  });

  it("which it is not in the standard's profile", async () => {
    const { server, page } = open(() => kept, "standard");
    await (await page.fetch("/orders")).body!.cancel();
    await page.fetch("/orders");
    expect(server.sent).toHaveLength(2);
  });
});

it.each([
  ["max-age= 60", 1],
  ["max-age =60", 2],
  ["no-store=x, max-age=60", 1],
  ["max-age=60, no-store=", 1],
  ["no-store, max-age=60", 2],
])("what is kept by %j is asked for %i times of two in Chromium", async (value, times) => {
  expect(await timesAsked("Cache-Control", value)).toBe(times);
});

it.each([
  ["01/01/2130", 1],
  ["1 Jan 2130", 1],
  ["Jan 1 2130 00:00 PST", 1],
  ["2130-01-01T00:00:00Z", 1],
  ["20300101", 2],
  ["Jan 2130", 2],
  ["13/13/2130", 2],
])("by %j what is to expire is asked for %i times of two in Chromium", async (date, times) => {
  expect(await timesAsked("Expires", date)).toBe(times);
});

it.each([
  ['"a", "b"', '"a"'],
  ['"a,b"', '"a,b"'],
  ['W/"a", "b"', 'W/"a"'],
  [', "b"', undefined],
])("a response of the tags %s is asked about by %s in Chromium", async (tags, asked) => {
  const { server, page } = open(() => ({ headers: [["ETag", tags]] }));
  await (await page.fetch("/orders")).text();
  await page.fetch("/orders");
  expect(server.sent[1]![1]["if-none-match"]).toBe(asked);
});

it.each<[LoadKind, string]>([
  ["font", "font/ttf"],
  ["script", "text/javascript"],
])("a sandboxed page asks about a %s that it has, in Chromium", async (kind, type) => {
  const server = new RecordingServer(() => ({
    headers: [grant("*"), ["Content-Type", type], ["ETag", '"e"']],
    body: kind === "font" ? fontFile : "1",
  }));
  const browser = new Browser({ engine: "chromium", transport: server });
  const page = browser.open(`${APP}/page`, { sandboxed: true });
  await page.load(kind, "https://api.test/x");
  await page.load(kind, "https://api.test/x");
  expect(server.sent.map(([, headers]) => headers["if-none-match"])).toEqual([undefined, '"e"']);
});

it("an empty last value leaves no space at the end of what XMLHttpRequest sends, in Chromium", async () => {
  const { server, page } = open(() => ({}));
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", "/orders");
  xhr.setRequestHeader("X-A", "1");
  xhr.setRequestHeader("X-A", "");
  xhr.send();
  await ended(xhr);
  expect(server.sent[0]![1]["x-a"]).toBe("1,");
});

describe("in Chromium, who listens to the upload of no body", () => {
  it.each([2, 3])("hears of an abort in state %i", async (state) => {
    const { page } = openXhr(() => ({}), "chromium");
    const xhr = new page.XMLHttpRequest();
    const events = record(xhr, "both");
    xhr.addEventListener("readystatechange", () => {
      if (xhr.readyState === state) xhr.abort();
    });
    xhr.open("PUT", "/");
    const end = ended(xhr);
    xhr.send();
    await end;
    expect(events.filter((event) => event.startsWith("upload"))).toEqual([
      "upload.abort 0/0",
      "upload.loadend 0/0",
    ]);
  });

  it("hears of a body that breaks off, and of nothing else", async () => {
    const { page } = openXhr(() => ({ chunks: ["CHI", new TypeError("lost")] }), "chromium");
    const xhr = new page.XMLHttpRequest();
    const events = record(xhr, "both");
    xhr.open("GET", "/");
    const end = ended(xhr);
    xhr.send();
    await end;
    expect(events.filter((event) => event.startsWith("upload"))).toEqual([
      "upload.error 0/0",
      "upload.loadend 0/0",
    ]);
  });
});

it("loadend tells what an abort in load has left, in Chromium", async () => {
  const { page } = openXhr(() => ({ headers: [["Content-Length", "7"]] }), "chromium");
  const xhr = new page.XMLHttpRequest();
  const events = record(xhr);
  xhr.addEventListener("load", () => xhr.abort());
  xhr.open("GET", "/");
  const end = ended(xhr);
  xhr.send();
  await end;
  expect(events.slice(-2)).toEqual(["load 7/7", "loadend 0/0"]);
});

it.each([
  ["GET", "ftp://api.test/"],
  ["POST", "ftp://api.test/"],
  ["POST", `blob:${APP}/dead`],
])("in Chromium, %s of %s fails before send returns, for upload too", async (method, url) => {
  const { page } = open(() => ({}));
  const xhr = new page.XMLHttpRequest();
  const events = record(xhr, "both");
  xhr.open(method, url);
  xhr.send("abc");
  const failed = ["upload.error 0/0", "upload.loadend 0/0", "error 0/0", "loadend 0/0"];
  expect(events).toEqual(["1", "4", ...failed]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(xhr.cause?.cors).toBe(false);
});

it("a body that goes to a data: URL is told to nobody in Chromium", async () => {
  const { page } = open(() => ({}));
  const xhr = new page.XMLHttpRequest();
  const events = record(xhr, "both");
  xhr.open("POST", "data:text/plain,x");
  const end = ended(xhr);
  xhr.send("abc");
  await end;
  expect(events.filter((event) => event.startsWith("upload"))).toEqual([]);
  expect(events.at(-1)).toBe("loadend 1/1");
});

it("a form is looked for in no body by other words than in one, in Chromium", async () => {
  const { page } = open(() => ({}));
  const opaque = await page.fetch("https://api.test/", { mode: "no-cors" });
  await expect(opaque.formData()).rejects.toThrow("Invalid MIME type");
  await expect((await page.fetch("/")).formData()).rejects.toThrow("Failed to fetch");
});

describe("a body that was kept alive, in Chromium,", () => {
  const init = { method: "POST", keepalive: true, body: "x".repeat(40_000) };
  const beacon = { body: "x".repeat(40_000) };
  const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 80));

  it("counts until the answer is read", async () => {
    const { page } = open(() => ({ body: "x" }));
    const answer = await page.fetch("/log", init);
    await aWhile();
    expect((await page.load("beacon", "/log", beacon)).result).toBe("refused");
    await answer.text();
    expect((await page.load("beacon", "/log", beacon)).result).toBe("sent");
  });

  it("and for a moment once that is turned away from", async () => {
    const { page } = open(() => ({ body: "x" }));
    await (await page.fetch("/log", init)).body!.cancel();
    expect((await page.load("beacon", "/log", beacon)).result).toBe("refused");
    await aWhile();
    expect((await page.load("beacon", "/log", beacon)).result).toBe("sent");
  });
});
