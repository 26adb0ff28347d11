import { Browser, type LoadAttributes, type LoadKind } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to print of each kind of metadata.

function open(lines: string[]) {
  const server = new RecordingServer(() => ({
    headers: [grant(), ["Content-Type", "text/javascript"]],
  }));
  const onConsole = ({ text }: { readonly text: string }) => void lines.push(text);
  return new Browser({ engine: "chromium", transport: server }).open(APP, { onConsole });
}

async function linesOf(kind: LoadKind, attributes: LoadAttributes): Promise<readonly string[]> {
  const lines: string[] = [];
  await open(lines).load(kind, API, attributes);
  return lines.filter((line) => !/has been blocked/.test(line));
}

const error = (text: string, reason: string): string =>
  `Error parsing 'integrity' attribute ('${text}'). ${reason}`;
const ALGORITHMS = "'sha256', 'sha384', 'sha512', or 'ed21159'";
const digest = "The digest must be a valid, base64-encoded value.";
const unknown = `The specified hash algorithm must be one of ${ALGORITHMS}.`;
const none = `The hash algorithm must be one of ${ALGORITHMS}, followed by a '-' character.`;

it.each([
  ["garbage", [none]],
  ["sha256", [none]],
  ["md5-abc", [unknown]],
  ["SHA256-abc", [unknown]],
  ["-abc", [unknown]],
  ["sha256-", [digest]],
  ["sha256-!!!", [digest]],
  ["garbage sha256 -x", [none, none, unknown]],
  ["sha-256-abc", []],
  ["sha256-ab=c", []],
  ["sha256-abc?", []],
  ["", []],
])("of %j is told what is wrong with it", async (text, reasons) => {
  const lines: string[] = [];
  const page = open(lines);
  await page.fetch(API, { integrity: text }).catch(() => undefined);
  const told = lines.filter((line) => line.startsWith("Error parsing"));
  expect(told).toEqual(reasons.map((reason) => error(text, reason)));
  expect(await linesOf("script", { integrity: text, crossorigin: "" })).toEqual(told);
});

it("options are ignored aloud", async () => {
  const attributes = { integrity: "sha256-abc?foo?bar", crossorigin: "" };
  expect(await linesOf("module", attributes)).toEqual([
    "Ignoring unrecognized 'integrity' attribute option 'foo?bar'.",
  ]);
});

it.each<[LoadKind, string | undefined]>([
  ["stylesheet", undefined],
  ["preload", "script"],
  ["preload", "font"],
])("a %s (%s) keeps it to itself", async (kind, as) => {
  expect(await linesOf(kind, { integrity: "garbage", crossorigin: "", as })).toEqual([]);
});

it.each(["fetch", "image", "track"])("a preload for %s looks at none", async (as) => {
  expect(await linesOf("preload", { integrity: "garbage", as })).toEqual([
    "The `integrity` attribute is currently ignored for preload destinations that do not support subresource integrity. See https://crbug.com/981419 for more information",
  ]);
  expect(await linesOf("preload", { as })).toEqual([]);
});

it("what has no such attribute is not checked", async () => {
  const server = new RecordingServer(() => ({
    headers: [grant(), ["Content-Type", "image/png"]],
    body: "GIF89a",
  }));
  const page = new Browser({ engine: "chromium", transport: server }).open(APP);
  const attributes = { integrity: "sha256-abc", crossorigin: "" };
  expect((await page.load("image", API, attributes)).result).toBe("load");
});

it.each(["fetch", "script"] as const)("a %s that CORS refuses", async (kind) => {
  const lines: string[] = [];
  const server = new RecordingServer(() => ({}));
  const onConsole = ({ text }: { readonly text: string }) => void lines.push(text);
  const page = new Browser({ engine: "chromium", transport: server }).open(APP, { onConsole });
  if (kind === "fetch") await page.fetch(API, { integrity: "garbage" }).catch(() => undefined);
  else await page.load("script", API, { integrity: "garbage", crossorigin: "" });
  // A script's is read before it is asked for, a fetch's once there is something to hold to it.
  const told = lines.filter((line) => line.startsWith("Error parsing"));
  expect(told).toEqual(kind === "fetch" ? [] : [error("garbage", none)]);
});
