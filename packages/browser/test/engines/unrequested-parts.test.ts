import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { APP, RecordingServer } from "../recording-server.ts";

it.each(["chromium", "webkit"] as const)(
  "a part of a script that nobody asked for is one in %s",
  async (engine) => {
    const server = new RecordingServer(() => ({
      status: 206,
      headers: [["Content-Type", "text/javascript"]],
    }));
    const page = new Browser({ engine, transport: server }).open(`${APP}/page`);
    expect((await page.load("script", "https://api.test/script")).result).toBe("load");
  },
);
