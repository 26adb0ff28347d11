import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP, RecordingServer } from "../recording-server.ts";

// Seen in Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6: what is read of a response that has no body, once its
// signal came.

const ABORTED = "AbortError";

/** What each of the ways to read one comes to. */
async function readings(engine: EngineName, url: string, init: RequestInit): Promise<string[]> {
  const server = new RecordingServer(({ url: { pathname } }) => ({
    status: pathname === "/led" ? 302 : 200,
    headers: [
      ["Access-Control-Allow-Origin", "*"],
      ...(pathname === "/led" ? [["Location", "/"] as const] : []),
    ],
    body: "x",
  }));
  const page = new Browser({ engine, transport: server }).open(APP);
  const controller = new AbortController();
  const response = await page.fetch(url, { ...init, signal: controller.signal });
  expect(response.body).toBeNull();
  controller.abort();
  const told = (reading: Promise<unknown>): Promise<string> =>
    reading.then(
      (value) => JSON.stringify(value),
      (error: Error) => error.name,
    );
  const copy = response.clone();
  const ways = [response.text(), response.text(), response.json(), response.formData()];
  return Promise.all([...ways, copy.text()].map(told));
}

const everyTime = [ABORTED, ABORTED, ABORTED, ABORTED, ABORTED];
const empty = ['""', '""', "SyntaxError", "TypeError", '""'];

it.each<[EngineName, readonly string[]]>([
  ["chromium", empty],
  ["firefox", everyTime],
  ["webkit", everyTime],
])("an opaque one in %s", async (engine, expected) => {
  expect(await readings(engine, API, { mode: "no-cors" })).toEqual(expected);
});

it.each<[what: string, url: string, init: RequestInit]>([
  ["that of a HEAD", API, { method: "HEAD" }],
  ["that of the page's own HEAD", `${APP}/own`, { method: "HEAD" }],
  ["a redirect that is not followed", `${APP}/led`, { redirect: "manual" }],
])("%s in Firefox", async (_, url, init) => {
  expect(await readings("firefox", url, init)).toEqual(everyTime);
});
