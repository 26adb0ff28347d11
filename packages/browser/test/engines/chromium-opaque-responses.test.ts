import { Browser, type LoadKind } from "@crosswalk/browser";
import { expect, test } from "vitest";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to keep from elements, each with `conformance/lab`.

function open(type: string, body: string, ...headers: readonly [string, string][]) {
  const server = new RecordingServer(() => ({
    headers: [...(type === "" ? [] : [["Content-Type", type] as const]), ...headers],
    body,
  }));
  const page = new Browser({ engine: "chromium", transport: server }).open(`${APP}/page`);
  return { page, server };
}

test.each([
  ["application/json", '{"a":1}', "error"],
  ["text/javascript", ' { "a" : 1}', "error"],
  ["text/plain", ")]}'\n{}", "error"],
  ["text/html", "<!doctype html><p>x", "error"],
  ["text/html", "<!-- x -->\n<html>", "error"],
  ["text/html", "<!-- x", "load"],
  ["text/xml", '<?xml version="1.0"?><a/>', "error"],
  ["application/pdf", "var a = 1;", "error"],
  ["text/html", "var a = 1;", "load"],
  ["application/json", "[1,2]", "load"],
  ["", '{"a":1}', "load"],
  ["text/css", '{"a":1}', "load"],
])("a script of type %s that is %j: %s", async (type, body, result) => {
  const { page } = open(type, body);
  const outcome = await page.load("script", API);
  expect(outcome.result).toBe(result);
  if (result === "error") expect(outcome.cause?.code).toBe("OpaqueResponseBlocked");
});

test.each<[LoadKind, string, string]>([
  ["image", "application/json", "load"],
  ["image", "text/csv", "error"],
  ["stylesheet", "application/zip", "error"],
])("%s of a GIF that is called %s: %s", async (kind, type, result) => {
  const { page } = open(type, "GIF89a");
  expect(await page.load(kind, API)).toMatchObject({ result });
});

test("a picture under nosniff is not one of plain text", async () => {
  const { page } = open("text/plain", "GIF89a", ["X-Content-Type-Options", "nosniff"]);
  expect(await page.load("image", API)).toMatchObject({ result: "error" });
});

test("CORS, or the page's own origin, lets anything through", async () => {
  const { page } = open("application/json", '{"a":1}', grant());
  expect(await page.load("script", API, { crossorigin: "" })).toMatchObject({ result: "load" });
  expect(await page.load("script", `${APP}/1`)).toMatchObject({ result: "load" });
});

// Seen of all four in Chromium 156, twice.
test.each([
  ["application/json", '{"a":1}', 2],
  ["application/pdf", "1", 2],
  ["text/csv", "1", 2],
  ["text/css", "1", 1],
])(
  "a script that fetches %s without CORS notices nothing; the HTTP cache keeps nothing that was blocked: %s twice, %i requests",
  async (type, text, count) => {
    const { page, server } = open(type, text, ["Cache-Control", "max-age=60"]);
    const init = { mode: "no-cors", credentials: "include" } as const;
    expect((await page.fetch(API, init)).type).toBe("opaque");
    await page.fetch(API, init);
    expect(server.lines).toHaveLength(count);
  },
);
