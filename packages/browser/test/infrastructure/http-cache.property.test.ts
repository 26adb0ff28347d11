import { Browser, engineNamed, ManualClock } from "@crosswalk/browser";
import fc from "fast-check";
import { expect, it } from "vitest";
import { RecordingServer } from "../recording-server.ts";

// An ephemeral session of WebKit keeps no responses.
const session = "persistent";
const SEED = Number(process.env["SEED"] ?? 20261125);
const modes = ["default", "no-store", "reload", "no-cache", "force-cache"] as const;

const step = fc.record({
  wait: fc.integer({ min: 0, max: 120 }),
  mode: fc.constantFrom(...modes),
  /** Seconds that the next answer lasts; null for `no-store`. */
  lasts: fc.option(fc.constantFrom(0, 30, 60, 90)),
});

it.each(["standard", "chromium", "firefox", "webkit"] as const)(
  `%s gives what the response kept last said, while it lasts, else what the server says (seed ${SEED})`,
  async (engine) => {
    const { keepsUnusable } = engineNamed(engine).httpCache;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const clock = new ManualClock(Date.UTC(2026, 0, 1));
        let answered = 0;
        let lasts: number | null = null;
        const server = new RecordingServer(() => ({
          body: String(++answered),
          headers: [["Cache-Control", lasts === null ? "no-store" : `max-age=${lasts}`]],
        }));
        const page = new Browser({ engine, session, transport: server, clock }).open(
          "https://a.test/",
        );

        let now = 0;
        let sent = 0;
        let kept: { readonly body: string; readonly until: number } | null = null;
        for (const { wait, mode, ...next } of steps) {
          clock.advance(wait * 1000);
          now += wait;
          lasts = next.lasts;
          const reused: string | null =
            kept !== null && (mode === "force-cache" || (mode === "default" && now < kept.until))
              ? kept.body
              : null;
          if (reused === null) {
            sent++;
            const keeps = lasts !== null && (keepsUnusable || lasts > 0);
            if (mode !== "no-store")
              kept = keeps ? { body: String(sent), until: now + (lasts ?? 0) } : null;
          }
          const response = await page.fetch("https://a.test/1", { cache: mode });
          expect(await response.text()).toBe(reused ?? String(sent));
          expect(server.lines).toHaveLength(sent);
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  },
);
