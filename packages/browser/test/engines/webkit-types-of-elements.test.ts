import { Browser, type EngineName, type LoadKind } from "@crosswalk/browser";
import { expect, test } from "vitest";
import { APP, RecordingServer } from "../recording-server.ts";

// Recorded with conformance/lab: `webkit-types-*` and `webkit-led-nowhere-*`.

const JS = "text/javascript";
const SVG = "image/svg+xml";
const STREAM = "text/event-stream";

const bodies: Partial<Record<LoadKind, string>> = {
  "event-source": "data: x\n\n",
  image: '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>',
};

async function load(
  kind: LoadKind,
  types: readonly string[],
  engine: EngineName = "webkit",
  onConsole: (line: { readonly text: string }) => void = () => undefined,
  type = "",
) {
  const headers = types.map((type) => ["Content-Type", type] as const);
  const transport = new RecordingServer(() => ({
    headers,
    body: bodies[kind] ?? "1",
  }));
  const page = new Browser({ engine, transport }).open(APP, { onConsole });
  return (await page.load(kind, new URL("/1", APP).href, { type })).result;
}

test.each<[LoadKind, string, string]>([
  ["module", JS, "load"],
  ["image", SVG, "load"],
  ["worker", JS, "message"],
  ["event-source", STREAM, "message"],
])("WebKit's %s goes by the last of several lines of types", async (kind, type, good) => {
  expect(await load(kind, [type])).toBe(good);
  expect(await load(kind, [type, "text/plain"])).toBe("error");
  expect(await load(kind, ["text/plain", type])).toBe(good);
});

test.each<[LoadKind, string, string]>([
  ["module", JS, "error"],
  ["image", SVG, "error"],
  ["worker", JS, "message"],
  ["event-source", STREAM, "message"],
  ["script", JS, "load"],
])("in WebKit a %s of a line with %s and another type comes to: %s", async (kind, type, result) => {
  expect(await load(kind, [`${type}, text/plain`])).toBe(result);
  expect(await load(kind, [`${type};charset=utf-8, text/plain`])).not.toBe("error");
});

test("a worker's module is refused in WebKit for what a script is refused for", async () => {
  const result = async (...types: readonly string[]) =>
    load("worker", types, "webkit", undefined, "module");
  expect(await result("image/png")).toBe("error");
  expect(await result("image/png", JS)).toBe("error");
  expect(await result("text/plain")).toBe("message");
});

test("a style sheet of */* is none in WebKit, whatever follows", async () => {
  expect(await load("stylesheet", ["*/*, text/css"])).toBe("error");
  expect(await load("stylesheet", ["x, text/css"])).toBe("load");
  expect(await load("stylesheet", ["*/*"], "standard")).toBe("load");
});

test.each([
  [["image/png, text/javascript"], "text/plain"],
  [["image/png", "text/javascript"], "text/javascript"],
  [["image/png"], "image/png"],
])("WebKit's console tells of a script of %j that %s is no type of one", async (types, told) => {
  const texts: string[] = [];
  expect(await load("script", types, "webkit", ({ text }) => void texts.push(text))).toBe("error");
  expect(texts).toEqual([
    `Refused to execute ${APP}/1 as script because ${told} is not a script MIME type.`,
  ]);
});

const notModule = (type: string): string =>
  `TypeError: '${type}' is not a valid JavaScript MIME type.`;
const UNPARSED = `Did not parse stylesheet at '${APP}/1' because non CSS MIME types are not allowed in strict mode.`;
const notStream = (type: string): string =>
  `EventSource's response has a MIME type ("${type}") that is not "text/event-stream". Aborting the connection.`;
const otherCharset = (charset: string): string =>
  `EventSource's response has a charset ("${charset}") that is not UTF-8. The response will be decoded as UTF-8.`;

test.each<[LoadKind, string, string | null]>([
  ["module", "image/png", notModule("image/png")],
  ["module", "*/*", notModule("text/plain")],
  ["module", "text/javascript;a=b", null],
  ["stylesheet", "text/plain", UNPARSED],
  ["stylesheet", "x, text/css", null],
  ["stylesheet", "text/css", null],
  ["event-source", "text/plain", notStream("text/plain")],
  ["event-source", "", notStream("application/octet-stream")],
  ["event-source", STREAM, null],
  ["event-source", `${STREAM};charset=UTF-8`, null],
  ["event-source", `${STREAM};charset=latin1`, otherCharset("latin1")],
  ["event-source", `${STREAM};charset=utf-8, text/plain`, otherCharset("utf-8,")],
])("of a %s of type %j WebKit's console tells: %s", async (kind, type, line) => {
  const texts: string[] = [];
  await load(kind, [type], "webkit", ({ text }) => void texts.push(text));
  expect(texts).toEqual(line === null ? [] : [line]);
});

const led = (kind: LoadKind, url: string, location: string) => {
  const headers = [
    ["Access-Control-Allow-Origin", APP],
    ["Location", location],
  ] as const;
  const transport = new RecordingServer(() => ({ status: 301, headers }));
  const console: string[] = [];
  const page = new Browser({ engine: "webkit", transport }).open(APP, {
    onConsole: ({ text }) => void console.push(text),
  });
  return page.load(kind, url).then(({ result, readyState }) => ({ result, readyState, console }));
};

test.each<[LoadKind, string]>([
  ["image", "silent"],
  ["audio", "silent"],
  ["video", "silent"],
  ["event-source", "silent"],
  ["track", "error"],
])("WebKit's %s that an empty Location leads nowhere is %s", async (kind, result) => {
  expect((await led(kind, new URL("/1", APP).href, "")).result).toBe(result);
});

test("WebKit's event source of its own origin tries again where a Location does not parse", async () => {
  expect((await led("event-source", new URL("/1", APP).href, "http://[")).readyState).toBe(0);
  expect((await led("event-source", "http://other.example/1", "http://[")).readyState).toBe(2);
});

test.each([
  ["", "Load request cancelled"],
  ["http://[", "The URL can’t be shown"],
])("WebKit's console tells of a beacon led to %j", async (place, reason) => {
  const url = new URL("/1", APP).href;
  const { console } = await led("beacon", url, place);
  expect(console.join(" ")).toContain(`Beacon API cannot load ${url}. ${reason}`);
});
