import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Case } from "../../../lab/case.ts";
import { recheck } from "../../../lab/compare/recheck.ts";
import type { DriverName } from "../../../lab/drivers/driver.ts";
import { missingPackages } from "../../../lab/drivers/installed.ts";
import { generateCases } from "../../../lab/generate/generate.ts";
import { get, reply, situation, allowOrigin } from "../../../lab/generate/situation.ts";
import type { RecordedCase } from "../../../lab/record/recorded-case.ts";
import { readRecordings } from "../../../lab/record/recordings.ts";
import { runCases } from "../../../lab/record/run-cases.ts";

/**
 * One case in so many is recorded afresh: some five hundred, in half a minute. `LAB_EVERY=1` takes
 * all of them, in ten to twenty minutes.
 */
const EVERY = Number(process.env["LAB_EVERY"] ?? 50);

const root = new URL("../../../lab/", import.meta.url);

/** Holds the recording of a browser to the browser that is installed. */
export function describeRecordedBrowser(browser: DriverName): void {
  vi.setConfig({ testTimeout: EVERY < 10 ? 3_600_000 : 300_000 });

  describe(`the recording of ${browser}`, () => {
    beforeEach(({ skip }) => {
      const missing = missingPackages(browser);
      if (missing.length === 0) return;
      const reason = `${browser} is not here: apt-get install ${missing.join(" ")}`;
      // Where everything is to be tested, nothing is left out.
      if (process.env["CI"] !== undefined) throw new Error(reason);
      console.log(`left out, ${reason}`);
      skip(reason);
    });

    it("canary: it keeps a response without CORS headers from scripts, and gives one with them", async () => {
      const seen = new Map<string, RecordedCase>();
      await runCases({
        browser,
        root,
        cases: [canary("refused", []), canary("granted", [allowOrigin("a")])],
        take: (one) => seen.set(one.id, one),
      });
      const [refused, granted] = [seen.get("canary-refused")!, seen.get("canary-granted")!];
      expect(refused.wire.map(([line]) => line)).toEqual(["GET {b/}1"]);
      expect(refused.outcomes).toMatchObject([
        { result: "rejected", error: expect.stringMatching(/^TypeError: /) },
      ]);
      expect(granted.outcomes).toMatchObject([{ result: "fulfilled", type: "cors", body: "ok" }]);
    });

    it(`is what it does today, in one case in ${EVERY}`, async () => {
      const recording = readRecordings(root).find((one) => one.browser === browser)!;
      const { version, isRecordedBranch, count, changed, unsteady } = await recheck({
        recording,
        cases: generateCases(recording.seed),
        root,
        every: EVERY,
      });
      const words = changed.map(
        ({ one, was, is }) =>
          `${one.id} (${one.title}):\n  was ${JSON.stringify([was.wire, was.outcomes])}\n  is  ${JSON.stringify([is.wire, is.outcomes])}`,
      );
      console.log(
        [
          `${browser} ${version}, recorded as ${recording.version}: ${count - changed.length} of ${count} cases as recorded`,
          ...(unsteady.length === 0 ? [] : [`  not every time: ${unsteady.join(" ")}`]),
          ...(isRecordedBranch ? [] : words.map((text) => `  drift: ${text}`)),
        ].join("\n"),
      );
      expect(count).toBeGreaterThan(20_000 / EVERY);
      if (isRecordedBranch) expect(words).toEqual([]);
    });
  });
}

function canary(name: string, lines: readonly string[]): Case {
  return {
    id: `canary-${name}`,
    dimension: "canary",
    ...situation(name, get(), { actual: [reply(200, ...lines)] }),
  };
}
