import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";

// What Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6 were seen to throw.

const APP = "https://app.example";
const API = "https://api.example/worker.js";

const transport = { send: () => Promise.reject(new Error("nothing is asked for")) };

it.each<[EngineName, string, string, string]>([
  [
    "chromium",
    API,
    "SecurityError",
    `Failed to construct 'Worker': Script at '${API}' cannot be accessed from origin '${APP}'.`,
  ],
  ["chromium", "//[", "SyntaxError", "Failed to construct 'Worker': '//[' is not a valid URL."],
  [
    "firefox",
    "chrome://x/y",
    "SecurityError",
    'Worker constructor: Failed to load worker script at "chrome://x/y"',
  ],
  ["firefox", "//[", "SyntaxError", 'Worker constructor: Failed to load worker script at "//["'],
  ["webkit", API, "SecurityError", "The operation is insecure."],
  ["webkit", "//[", "SyntaxError", "The string did not match the expected pattern."],
])("%s says why it makes no worker of %s", async (engine, address, error, message) => {
  const page = new Browser({ engine, transport }).open(APP);
  const outcome = await page.load("worker", address);
  expect(outcome).toMatchObject({ result: "thrown", error, message });
});
