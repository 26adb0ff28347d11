import { type Case, localNames } from "../case.ts";
import type { Driver, DriverName } from "../drivers/driver.ts";
import { startDriver } from "../drivers/start.ts";
import { labPages, madePages } from "../page/pages.ts";
import { startCaseServer } from "../server/case-server.ts";
import { record, type StartDriver } from "./record.ts";
import { needsSkipping, skipAskedFor, startSkippingClock } from "./clock/skipping-clock.ts";
import type { RecordedCase } from "./recorded-case.ts";

export interface RunCasesOptions {
  readonly browser: DriverName;
  /** The laboratory's folder, which holds what its pages are made of. */
  readonly root: URL;
  readonly cases: readonly Case[];
  /** "alone" takes longer, and leaves no doubt whose a line on the console is. */
  readonly batches?: "full" | "alone";
  /** Gets each case as it ends, not in order. */
  take(one: RecordedCase, version: string): void;
  /** Hears of every browser that is started, to end it with the process. */
  onDriver?(driver: Driver): void;
}

/** Runs cases in a browser of its own, and returns the browser's version, "" if there was nothing to run. */
export async function runCases(options: RunCasesOptions): Promise<string> {
  const { browser, root, cases, batches, take, onDriver } = options;
  if (cases.length === 0) return "";
  let version = "";
  const clock = needsSkipping(cases) ? startSkippingClock(root) : null;
  const server = await startCaseServer((target) => {
    const skipped = skipAskedFor(target);
    if (skipped === null) return pages(target);
    clock?.skip(skipped);
    return { status: 204, headers: ["Cache-Control: no-store"] };
  });
  const pages = labPages(root, () => server.origins);
  const made = madePages(
    root,
    cases.map(({ page }) => page),
  );
  try {
    const start: StartDriver = async (session) => {
      const driver = await startDriver(browser, {
        spkiFingerprint: server.spkiFingerprint,
        firstPage: made.get("file") ?? "about:blank",
        localNames,
        session,
      });
      version = driver.version;
      onDriver?.(driver);
      return driver;
    };
    for await (const one of record(cases, start, server, made, batches)) take(one, version);
  } finally {
    await server.close();
    clock?.stop();
  }
  return version;
}
