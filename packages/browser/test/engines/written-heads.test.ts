import {
  Browser,
  bytesTransport,
  type EngineName,
  type Page,
  PageXmlHttpRequest,
} from "@crosswalk/browser";
import { expect, test } from "vitest";

// What Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6 wrote, and told of what broke off.

const APP = "https://app.example/";

/** A page, and of each of its requests the lines above the body. */
function open(engine: EngineName): { page: Page; heads: string[][] } {
  const heads: string[][] = [];
  const transport = bytesTransport(async ({ head, headers }) => {
    heads.push((head?.([]) ?? headers).map(([name, value]) => `${name}: ${value}`));
    return {
      bytes: Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nchicken"),
      connection: "new",
    };
  });
  return { page: new Browser({ engine, transport }).open(APP), heads };
}

test("Firefox spells a header that is set anew as it was set last; the others as at first", async () => {
  const written = async (engine: EngineName): Promise<string[]> => {
    const { page, heads } = open(engine);
    const request = new page.Request(APP, { headers: { "x-a": "1", "x-b": "1" } });
    request.headers.set("X-A", "2");
    await page.fetch(request);
    return heads[0]!.filter((line) => /^x-/i.test(line));
  };
  expect(await written("firefox")).toEqual(["X-A: 2", "x-b: 1"]);
  expect((await written("chromium")).sort()).toEqual(["x-a: 2", "x-b: 1"]);
  expect((await written("webkit")).sort()).toEqual(["x-a: 2", "x-b: 1"]);
});

test("a script's own User-Agent stands in the place and the spelling of Firefox's", async () => {
  const { page, heads } = open("firefox");
  await page.fetch(APP, { headers: { "X-A": "1", "user-agent": "CHICKEN" } });
  expect(heads[0]!.slice(0, 2)).toEqual(["Host: app.example", "User-Agent: CHICKEN"]);
});

test("a script's own Cache-Control takes the place of what Chromium's cache mode writes first", async () => {
  const written = async (init: RequestInit): Promise<string[]> => {
    const { page, heads } = open("chromium");
    await page.fetch(APP, init);
    return heads[0]!.filter((line) => /^(?:pragma|cache-control|x-a|if-|range)/i.test(line));
  };
  const headers = { "X-A": "1", "cache-CONTROL": "chicken" };
  expect(await written({ headers, cache: "no-cache" })).toEqual([
    "Cache-Control: chicken",
    "X-A: 1",
  ]);
  expect(await written({ headers, cache: "reload" })).toEqual([
    "Pragma: no-cache",
    "Cache-Control: chicken",
    "X-A: 1",
  ]);
  expect((await written({ headers })).sort()).toEqual(["X-A: 1", "cache-CONTROL: chicken"]);
});

test("Chromium writes what range a script asks for behind all else, unless nothing is to be kept of it", async () => {
  const last = async (cache: RequestCache): Promise<boolean> => {
    const { page, heads } = open("chromium");
    await page.fetch(APP, { headers: { range: "bytes=0-5" }, cache });
    return heads[0]!.at(-1) === "Range: bytes=0-5";
  };
  expect(await last("no-cache")).toBe(true);
  expect(await last("reload")).toBe(true);
  expect(await last("no-store")).toBe(false);
});

test("WebKit names itself as the version of Safari that WebKitGTK 2.50 takes itself for", async () => {
  const { page, heads } = open("webkit");
  await page.fetch(APP);
  expect(heads[0]!.join("\n")).toContain("Version/60.5 Safari/605.1.15");
});

test("the numbers of a boundary of Firefox's begin with no zero", () => {
  const { page } = open("firefox");
  const boundaries = Array.from({ length: 500 }, () => {
    const { headers } = new page.Request(APP, { method: "POST", body: new FormData() });
    return /geckoformboundary(.*)$/.exec(headers.get("Content-Type")!)![1]!;
  });
  expect(boundaries.filter((digits) => !/^[1-9a-f][0-9a-f]{0,31}$/.test(digits))).toEqual([]);
  expect(Math.max(...boundaries.map(({ length }) => length))).toBe(32);
  expect(new Set(boundaries.map(({ length }) => length)).size).toBeGreaterThan(1);
});

test("an XMLHttpRequest that broke off tells its URL in Firefox, but for one that was waited for", async () => {
  const { page } = open("firefox");
  const request = new page.XMLHttpRequest();
  request.open("GET", APP);
  request.send();
  await new Promise((resolve) => request.addEventListener("loadend", resolve));
  expect([request.status, request.responseURL]).toEqual([0, APP]);
  const other = new page.XMLHttpRequest();
  other.open("GET", APP, false);
  await expect(PageXmlHttpRequest.sendSynchronously(other)).rejects.toThrow(
    "A network error occurred.",
  );
  expect([other.status, other.responseURL]).toEqual([0, ""]);
});

test("Chromium writes a range last that its cache has taken apart, and others where scripts' headers are", async () => {
  const written = async (range: string): Promise<string[]> => {
    const { page, heads } = open("chromium");
    await page.fetch(APP, { headers: { Range: range } });
    return heads[0]!.filter((line) => /^(?:range|accept):/i.test(line));
  };
  for (const range of ["bytes=0-5", "bytes=-5", "bytes=0-9223372036854775807"])
    expect(await written(range)).toEqual(["Accept: */*", `Range: ${range}`]);
  for (const range of ["bytes=5-0", "bytes=-0", "bytes=0-9223372036854775808", "lines=0-1"])
    expect(await written(range)).toEqual([`Range: ${range}`, "Accept: */*"]);
});
