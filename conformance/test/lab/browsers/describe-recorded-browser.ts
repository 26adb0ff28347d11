import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Case } from "../../../lab/case.ts";
import { recheck } from "../../../lab/compare/recheck.ts";
import type { DriverName } from "../../../lab/drivers/driver.ts";
import { missingCompiler, missingPackages } from "../../../lab/drivers/installed.ts";
import { get, reply, situation, allowOrigin } from "../../../lab/generate/situation.ts";
import type { RecordedCase } from "../../../lab/record/recorded-case.ts";
import { casesOfSet, readRecordings, recordingSets } from "../../../lab/record/recordings.ts";
import { runCases } from "../../../lab/record/run-cases.ts";

/**
 * One case in so many of each set is recorded afresh: some six hundred, in a minute. `LAB_EVERY=1`
 * takes all of them, in twenty minutes and more.
 */
const EVERY = Number(process.env["LAB_EVERY"] ?? 50);

const root = new URL("../../../lab/", import.meta.url);

/** Holds the recording of a browser to the browser that is installed. */
export function describeRecordedBrowser(browser: DriverName): void {
  vi.setConfig({ testTimeout: EVERY < 10 ? 3_600_000 : 300_000 });

  describe(`the recording of ${browser}`, () => {
    beforeEach(({ skip }) =>
      leaveOutWithout(missingPackages(browser), `${browser} is not here`, skip),
    );

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

    it.for(recordingSets)(
      `is what it does today, in one case in ${EVERY} of %s`,
      async (set, { skip }) => {
        const missing = set === "later" ? missingCompiler() : [];
        leaveOutWithout(missing, "no clock can skip here", skip);
        const recording = readRecordings(root, set).find((one) => one.browser === browser)!;
        const { version, isRecordedBranch, count, changed, unsteady } = await recheck({
          recording,
          cases: casesOfSet(root, set, browser, recording.seed),
          root,
          every: EVERY,
        });
        const words = changed.map(
          ({ one, was, is }) =>
            `${one.id} (${one.title}):\n  was ${JSON.stringify([was.wire, was.outcomes])}\n  is  ${JSON.stringify([is.wire, is.outcomes])}`,
        );
        console.log(
          [
            `${set}: ${browser} ${version}, recorded as ${recording.version}: ${count - changed.length} of ${count} cases as recorded`,
            ...(unsteady.length === 0 ? [] : [`  not every time: ${unsteady.join(" ")}`]),
            ...(isRecordedBranch ? [] : words.map((text) => `  drift: ${text}`)),
          ].join("\n"),
        );
        expect(count).toBeGreaterThan(set === "first" ? 20_000 / EVERY : 0);
        if (isRecordedBranch) expect(words).toEqual([]);
      },
    );
  });
}

/** Skips a test that lacks Debian's packages. Where everything is to be tested, nothing is left out. */
function leaveOutWithout(
  packages: readonly string[],
  what: string,
  skip: (reason: string) => void,
): void {
  if (packages.length === 0) return;
  const reason = `${what}: apt-get install ${packages.join(" ")}`;
  if (process.env["CI"] !== undefined) throw new Error(reason);
  console.log(`left out, ${reason}`);
  skip(reason);
}

function canary(name: string, lines: readonly string[]): Case {
  return {
    id: `canary-${name}`,
    dimension: "canary",
    ...situation(name, get(), { actual: [reply(200, ...lines)] }),
  };
}
