import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { APP, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to print: conformance/lab, chromium-cleared and chromium-untold.

async function printed(
  value: string,
  credentials: RequestCredentials = "include",
  url = `${APP}/orders`,
): Promise<readonly string[]> {
  const server = new RecordingServer(() => ({ headers: [["Clear-Site-Data", value]] }));
  const lines: string[] = [];
  const opened = new Browser({ engine: "chromium", transport: server }).open(
    url.startsWith("http:") ? "http://localhost:3000/" : APP,
    {
      onConsole: ({ text }) => lines.push(text),
    },
  );
  await opened.fetch(url, { credentials, mode: "no-cors" });
  return lines.map((line) => line.replace(`Clear-Site-Data header on '${url}': `, ""));
}

it.each([
  ['"cache"', ['Cleared data types: "cache".']],
  ['"cache", "cache", ', ['Cleared data types: "cache".']],
  [
    '"*", "cache"',
    [
      'Cleared data types: "cache", "cookies", "storage", "clientHints". Clearing channel IDs and HTTP authentication cache is currently not supported, as it breaks active network connections.',
    ],
  ],
  ['cache, "storage"', ["Unrecognized type: cache.", 'Cleared data types: "storage".']],
  ["*", ["Unrecognized type: *.", "No recognized types specified."]],
  ["", ["No recognized types specified."]],
  ['"cach\u00e9"', ["Must only contain ASCII characters."]],
])("tells what %s clears", async (value, lines) => {
  expect(await printed(value)).toEqual(lines);
});

it("tells why nothing is cleared", async () => {
  expect(await printed('"cache"', "omit")).toEqual([
    "The request's credentials mode prohibits modifying cookies and other local data.",
  ]);
  expect(await printed('"cache"', "include", "http://other.example/")).toEqual([
    "Not supported for insecure origins.",
  ]);
});

it("tells nothing of mixed content where a page has all upgraded", async () => {
  const lines: string[] = [];
  const server = new RecordingServer(() => ({ headers: [["Content-Type", "image/png"]] }));
  for (const upgradeInsecureRequests of [false, true])
    await new Browser({ engine: "chromium", transport: server })
      .open(APP, { upgradeInsecureRequests, onConsole: ({ text }) => lines.push(text) })
      .load("image", "http://127.0.0.1:8080/logo.png");
  expect(lines.filter((line) => line.startsWith("Mixed Content: "))).toHaveLength(1);
});
