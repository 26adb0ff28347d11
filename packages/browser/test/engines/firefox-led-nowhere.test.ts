import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

// Recorded with conformance/lab: `led-nowhere-*`, `other-workers-*`, `own-schemes-*`, `xhr-led-nowhere-*` and `request-faults-*`.

function open(place: string, told: string[] = []) {
  const transport = new RecordingServer(() => ({
    status: 308,
    headers: [grant(), ["X-A", "1"], ["Set-Cookie", "a=1"], ["Location", place]],
  }));
  const onConsole = ({ text }: { readonly text: string }) => void told.push(text);
  return new Browser({ engine: "firefox", transport }).open(`${APP}/`, { onConsole });
}

const places = ["", "http://[", "http://", "http://127.0.0.1:99999/"];

it.each(places)("a preload of the own origin that leads to %j fails", async (place) => {
  const load = (url: string) => open(place).load("preload", url, { as: "script" });
  expect((await load(`${APP}/x`)).result).toBe("error");
  // Of another origin nobody is told.
  expect((await load(API)).result).toBe("load");
});

async function left(url: string, place: string) {
  const page = open(place);
  const xhr = new page.XMLHttpRequest();
  const told: (string | null)[] = [];
  const tell = () => told.push(...["X-A", "Set-Cookie"].map((name) => xhr.getResponseHeader(name)));
  await new Promise<void>((resolve) => {
    xhr.addEventListener("error", tell);
    xhr.addEventListener("loadend", () => resolve());
    xhr.open("GET", url);
    xhr.send();
  });
  await new Promise((resolve) => setTimeout(resolve, 0));
  tell();
  return told;
}

it("tells the headers of what leads nowhere, of the own origin", async () => {
  for (const place of [...places, "data:,x"])
    expect(await left(`${APP}/x`, place)).toEqual(["1", null, "1", null]);
  expect(await left(API, "http://[")).toEqual([null, null, null, null]);
});

it("forgets them once another program has been asked", async () => {
  expect(await left(`${APP}/x`, "foo:bar")).toEqual(["1", null, null, null]);
});

it.each([
  "chrome://x/",
  "resource://x/",
  "moz-extension://x/",
  "moz-page-thumb://x/",
  "cached-favicon:http://x/",
  "about:x",
  "ws://x.test/",
])("a worker of %s is never made", async (url) => {
  const { result, error } = await open("").load("worker", url);
  expect([result, error]).toEqual(["thrown", "SecurityError"]);
});

it.each(["about:blank", "mailto:x", "javascript:x"])("a worker of %s fails", async (url) => {
  expect((await open("").load("worker", url)).result).toBe("error");
});

it("finds what is wrong with headers before it looks at the method", async () => {
  const init = { method: "", headers: [["X-A", "\u0100"]] as [string, string][] };
  await expect(open("").fetch(API, init)).rejects.toThrow("ByteString");
  const odd = { method: "", headers: [["X-A"]] as unknown as [string, string][] };
  await expect(open("").fetch(API, odd)).rejects.toThrow("Invalid request method");
});
