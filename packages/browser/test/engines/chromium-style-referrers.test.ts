import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { APP, grant, RecordingServer } from "../recording-server.ts";

// Seen in Chromium 156 on pages with each policy: what a style sheet names goes by the default one.

it.each(["mask", "shape"] as const)(
  "Chromium tells where a %s is asked for from by the default policy, whatever the page's",
  async (kind) => {
    const server = new RecordingServer(() => ({ status: 200, headers: [grant()] }));
    const browser = new Browser({ engine: "chromium", transport: server });
    for (const referrerPolicy of ["no-referrer", "unsafe-url"] as const) {
      const page = browser.open(`${APP}/page`, { referrerPolicy });
      await page.load(kind, `https://api.example/${referrerPolicy}`);
    }
    const referrers = server.sent.map(([, headers]) => headers["referer"]);
    expect(referrers).toEqual([`${APP}/`, `${APP}/`]);
  },
);
