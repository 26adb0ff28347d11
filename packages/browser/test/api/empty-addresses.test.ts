import { Browser, type EngineName, type LoadKind } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { APP, RecordingServer } from "../recording-server.ts";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];
const kinds: readonly LoadKind[] = ["audio", "image", "module", "script", "track", "video"];

it.each(engines)("in %s an element whose address is empty asks for nothing", async (engine) => {
  const server = new RecordingServer(() => ({}));
  const page = new Browser({ engine, transport: server }).open(APP);
  for (const kind of kinds) expect((await page.load(kind, "")).result).toBe("error");
  expect(server.sent).toEqual([]);
  await page.load("script", " ");
  expect(server.sent).toHaveLength(1);
});
