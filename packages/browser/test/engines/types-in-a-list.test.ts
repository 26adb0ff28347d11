import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { expect, it, test } from "vitest";
import { APP, get, open } from "../api/xml-http-request-kit.ts";

// Each was seen in Chromium 156 and WebKitGTK 2.50.6.

const KOI8 = "text/plain;charset=koi8-r";

test.each<[string, string, string]>([
  ["text/plain, text/html", "text/plain", "text/xml"],
  ["x, text/html", "text/xml", "text/xml"],
  [",text/html", "text/xml", "text/xml"],
  ["*/*, text/html", "*/*", "text/xml"],
  ["*/*", "*/*", "*/*"],
  ["a/b/c, text/html", "text/xml", "text/xml"],
  ['text/html;a="x,y", text/plain', "text/html", 'text/html;a="x,y"'],
  [`${KOI8}, text/html`, "text/plain", 'text/plain;charset="koi8-r, text/html"'],
])("a Blob of type %s is %s in Chromium, %s in WebKit", async (told, chromium, webkit) => {
  for (const [engine, expected] of [["chromium", chromium] as const, ["webkit", webkit] as const]) {
    const { page } = open(() => ({ headers: [["Content-Type", told]] }), engine);
    const xhr = await get(page, `${APP}/`, (request) => (request.responseType = "blob"));
    expect((xhr.response as Blob).type).toBe(expected);
  }
});

test.each<[string, string, string]>([
  [`${KOI8}, x`, "\u0446\u2558", "\u00e9"],
  [`text/plain, ${KOI8}`, "\u0446\u2558", "\u0446\u2558"],
  ["x;charset=koi8-r", "\u00e9", "\u0446\u2558"],
  ["application/xml;charset=koi8-r, */*", "\u0446\u2558", "\u00e9"],
  ["*/*;charset=koi8-r", "\u0446\u2558", "\u0446\u2558"],
])("a text of type %s is %s in Chromium, %s in WebKit", async (told, chromium, webkit) => {
  for (const [engine, expected] of [["chromium", chromium] as const, ["webkit", webkit] as const]) {
    const answer = { headers: [["Content-Type", told] as const], chunks: ["\u00e9"] };
    const xhr = await get(open(() => answer, engine).page, `${APP}/`);
    expect(xhr.responseText).toBe(expected);
  }
});

test.each<[string, string, string]>([
  ["a/b/c", "a/b/c", "\ufffd"],
  ["A/B c;charset=koi8-r", "a/b", "\u0446"],
  ["a/b/c;charset=koi8-r, d/e/f", "d/e/f", "\ufffd"],
  ['a/b/c;x=", d/e/f";charset="koi8-r', "a/b/c", "\u0446"],
  ["a/b/c;charset=koi8-r, a/b/c, x", "a/b/c", "\u0446"],
  ["a/b/c, */*", "a/b/c", "\ufffd"],
  ["text/plain, a/b/c", "text/plain", "\ufffd"],
  ["x;charset=koi8-r", "text/xml", "\ufffd"],
])("what is of type %s is %s and %s in Firefox 153.7", async (told, type, text) => {
  const answer = { headers: [["Content-Type", told] as const], chunks: [Uint8Array.of(0xc3)] };
  const { page } = open(() => answer, "firefox");
  const blob = await get(page, `${APP}/`, (request) => (request.responseType = "blob"));
  expect((blob.response as Blob).type).toBe(type);
  expect((await get(page, `${APP}/`)).responseText).toBe(text);
});

it.each<[EngineName, string, boolean]>([
  ["chromium", "http://localhost:8000/", true],
  ["chromium", "https://localhost:8000/", false],
  ["chromium", "http://host1:8000/", true],
  ["chromium", "http://co.uk:8000/", true],
  ["chromium", "http://www.host1:8000/", false],
  ["chromium", "http://127.0.0.1:8000/", false],
  ["chromium", "http://[::1]:8000/", false],
  ["firefox", "http://localhost:8000/", false],
  ["webkit", "http://localhost:8000/", false],
])("%s lets a sandboxed page have what %s keeps for its site: %s", async (engine, url, isLet) => {
  const headers = { "Cross-Origin-Resource-Policy": "same-site" };
  const transport = handlerTransport(() => new Response("x", { headers }));
  const page = new Browser({ engine, transport }).open("http://127.0.0.1/", { sandboxed: true });
  const response = page.fetch(url, { mode: "no-cors" }).then(({ type }) => type);
  expect(await response.catch(() => "error")).toBe(isLet ? "opaque" : "error");
});
