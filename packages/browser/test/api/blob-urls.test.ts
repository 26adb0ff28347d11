import { describe, expect, it, test } from "vitest";
import { Browser, type EngineName, type FailureCause, type Page } from "@crosswalk/browser";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

/** Whatever comes here would have come to a server. */
const transport = {
  send: () => Promise.reject(new Error("A blob: URL has no server")),
};

const browserOf = (engine: EngineName): Browser => new Browser({ engine, transport });
const open = (engine: EngineName = "standard"): Page =>
  browserOf(engine).open("https://app.example/");

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return ((error as TypeError).cause as FailureCause).code;
};

describe.each(engines)("in %s, the URL that a page makes for a Blob", (engine) => {
  it("bears the page's origin, and a name that no other has", () => {
    const page = open(engine);
    const [one, other] = [1, 2].map(() => page.URL.createObjectURL(new Blob(["hi"])));
    expect(one).toMatch(/^blob:https:\/\/app\.example\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(one).not.toBe(other);
    expect(new page.URL(one!).origin).toBe("https://app.example");
  });

  it("is fetched without a server, whatever the mode", async () => {
    const page = open(engine);
    const url = page.URL.createObjectURL(new Blob(["CHICKEN"], { type: "text/plain" }));
    for (const mode of ["cors", "no-cors", "same-origin"] as const) {
      const response = await page.fetch(`${url}#fragment`, { mode });
      expect([response.type, response.status, response.url]).toEqual(["basic", 200, url]);
      expect(response.headers.get("Content-Type")).toBe("text/plain");
      expect(response.headers.get("Content-Length")).toBe("7");
      expect(await response.text()).toBe("CHICKEN");
    }
  });

  it("tells a type that is no MIME type as its engine does", async () => {
    const page = open(engine);
    const url = page.URL.createObjectURL(new Blob([], { type: "invalid" }));
    const told = {
      standard: "",
      chromium: "invalid",
      firefox: "application/x-unknown-content-type",
      webkit: "invalid",
    };
    expect((await page.fetch(url)).headers.get("Content-Type")).toBe(told[engine]);
  });

  it("stands for the Blob where it was named, though it is revoked a moment later", async () => {
    const page = open(engine);
    const url = page.URL.createObjectURL(new Blob(["CHICKEN"]));
    const response = page.fetch(url);
    page.URL.revokeObjectURL(url);
    expect(await (await response).text()).toBe("CHICKEN");
    expect(await codeOf(page.fetch(url))).toBe("BlobUrlNotFound");
  });

  it("stands for it from `open` on, to XMLHttpRequest", async () => {
    const page = open(engine);
    const url = page.URL.createObjectURL(new Blob(["CHICKEN"]));
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", url);
    page.URL.revokeObjectURL(url);
    await new Promise((resolve) => {
      xhr.addEventListener("loadend", resolve);
      xhr.send();
    });
    expect([xhr.status, xhr.statusText, xhr.responseText]).toEqual([200, "OK", "CHICKEN"]);
  });

  it.each(["HEAD", "POST", "PUT", "CHICKEN"])("takes no %s", async (method) => {
    const page = open(engine);
    const url = page.URL.createObjectURL(new Blob(["hi"]));
    expect(await codeOf(page.fetch(url, { method }))).toBe("BlobMethod");
  });

  it("is revoked only as it was given out", async () => {
    const page = open(engine);
    const url = page.URL.createObjectURL(new Blob(["hi"]));
    for (const other of [`${url}#x`, `${url}?x`, "https://app.example/", "no URL"])
      page.URL.revokeObjectURL(other);
    expect((await page.fetch(url)).status).toBe(200);
  });

  it("is loaded by a page of the same origin, and by no other", async () => {
    const browser = browserOf(engine);
    const url = browser.open("https://app.example/").URL.createObjectURL(new Blob(["hi"]));
    expect((await browser.open("https://app.example/elsewhere").fetch(url)).status).toBe(200);
    const stranger = browser.open("https://evil.example/");
    expect(await codeOf(stranger.fetch(url))).toBe("CorsDisabledScheme");
    expect(await codeOf(stranger.fetch(url, { mode: "same-origin" }))).toBe("DisallowedByMode");
    expect(await codeOf(stranger.fetch(url, { mode: "no-cors" }))).toBe("BlobUrlNotFound");
    stranger.URL.revokeObjectURL(url);
    expect(browser.blobUrls.size).toBe(1);
  });

  it("belongs, of a sandboxed page, to that page alone", async () => {
    const browser = browserOf(engine);
    const page = browser.open("https://app.example/", { sandboxed: true });
    const url = page.URL.createObjectURL(new Blob(["hi"]));
    expect(url).toMatch(/^blob:null\//);
    expect((await page.fetch(url)).type).toBe("basic");
    const other = browser.open("https://app.example/", { sandboxed: true });
    expect(await codeOf(other.fetch(url))).toBe("CorsDisabledScheme");
  });

  it("loads what an element names", async () => {
    const browser = browserOf(engine);
    const page = browser.open("https://app.example/");
    const script = page.URL.createObjectURL(
      new Blob(["export default 1"], { type: "text/javascript" }),
    );
    expect((await page.load("module", script)).access).toBe("readable");
    expect((await page.load("worker", script)).result).toBe("message");
    const stranger = browser.open("https://evil.example/");
    expect((await stranger.load("module", script)).access).toBe(null);
  });
});

describe.each([
  ["bytes=2-4", "sim", "bytes 2-4/30"],
  ["bytes=28-", "le", "bytes 28-29/30"],
  ["bytes=-2", "le", "bytes 28-29/30"],
  ["bytes=28-9999999999999999999", "le", "bytes 28-29/30"],
  ["bytes \t= 2 -\t4", "sim", "bytes 2-4/30"],
])("the range %j of a Blob", (range, text, contentRange) => {
  it.each(engines)("is a part of it in %s", async (engine) => {
    const page = open(engine);
    const url = page.URL.createObjectURL(
      new Blob(["A simple Hello, World! example"], { type: "text/plain" }),
    );
    const response = await page.fetch(url, { headers: { Range: range } });
    expect([response.status, response.headers.get("Content-Range")]).toEqual([206, contentRange]);
    expect(response.headers.get("Content-Length")).toBe(String(text.length));
    expect(response.headers.get("Content-Type")).toBe("text/plain");
    expect(await response.text()).toBe(text);
  });
});

test.each([
  "",
  "bytes",
  "bytes=",
  "bytes=4-2",
  "bytes=30-",
  "bytes=-0",
  "bytes=0-1,3-4",
  "items=0-1",
])("the range %j is none of a Blob of 30 bytes, and the request fails", async (range) => {
  for (const engine of engines) {
    const page = open(engine);
    const url = page.URL.createObjectURL(new Blob(["A simple Hello, World! example"]));
    expect(await codeOf(page.fetch(url, { headers: { Range: range } }))).toBe("BlobRange");
  }
});

test.each([
  ["bytes=28-99999999999999999999999", "le", "BlobRange"],
  ["bytes=+28-\v29", "BlobRange", "le"],
])("the range %j is read in integers by WebKit alone", async (range, ofOthers, ofWebKit) => {
  for (const engine of engines) {
    const page = open(engine);
    const url = page.URL.createObjectURL(new Blob(["A simple Hello, World! example"]));
    const fetched = page.fetch(url, { headers: { Range: range } });
    const expected = engine === "webkit" ? ofWebKit : ofOthers;
    const isRefused = expected === "BlobRange";
    expect([engine, isRefused ? await codeOf(fetched) : await (await fetched).text()]).toEqual([
      engine,
      expected,
    ]);
  }
});

test("a range beyond a Blob's beginning is all of it, but in Firefox", async () => {
  const seen: (number | string)[] = [];
  for (const engine of engines) {
    const page = open(engine);
    const url = page.URL.createObjectURL(new Blob(["hi"]));
    const fetched = page.fetch(url, { headers: { Range: "bytes=-9" } });
    seen.push(engine === "firefox" ? await codeOf(fetched) : await (await fetched).text());
  }
  expect(seen).toEqual(["hi", "hi", "BlobRange", "hi"]);
});

test("a URL that Node.js made for a Blob belongs to no page", async () => {
  const url = URL.createObjectURL(new Blob(["hi"]));
  expect(await codeOf(open().fetch(url))).toBe("CorsDisabledScheme");
  URL.revokeObjectURL(url);
});

test("a URL is made for nothing but a Blob", () => {
  const { URL } = open();
  expect(() => URL.createObjectURL("text" as unknown as Blob)).toThrow(TypeError);
});

test.each([
  ["data:TEXT/Plain;Charset=X,hi", "text/plain;charset=X"],
  ["data:;,hi", "text/plain"],
  ["data:text/plain;base64;x,hi", "text/plain"],
  ["data:nonsense,hi", "text/plain;charset=US-ASCII"],
])("the type of %s is told as it is written: %s", async (url, type) => {
  expect((await open().fetch(url)).headers.get("Content-Type")).toBe(type);
});

test("a data: URL that says no data fails, and says so", async () => {
  expect(await codeOf(open().fetch("data:hi"))).toBe("InvalidDataUrl");
});
