import { differences } from "../../replay/compare.ts";
import type { Case } from "../case.ts";
import type { Driver, DriverName } from "../drivers/driver.ts";
import type { RecordedCase } from "../record/recorded-case.ts";
import { digestOf, type Recording } from "../record/recording.ts";
import { runCases } from "../record/run-cases.ts";

export interface RecheckOptions {
  readonly recording: Recording;
  /** The cases it is of. */
  readonly cases: readonly Case[];
  readonly root: URL;
  /** One case in so many. */
  readonly every: number;
  onDriver?(driver: Driver): void;
}

export interface Recheck {
  readonly version: string;
  /** Whether the browser is of the recorded branch: then no case may change. */
  readonly isRecordedBranch: boolean;
  readonly count: number;
  /** What a case does now, beside what was recorded, for each that does otherwise every time. */
  readonly changed: readonly {
    readonly one: Case;
    readonly was: RecordedCase;
    readonly is: RecordedCase;
  }[];
  /** Cases that did otherwise once and as recorded when asked again: a busy machine, as a rule. */
  readonly unsteady: readonly string[];
}

// A stalled machine makes a case time out, or a connection close early, once.
// As often as judging asks: two requests at once come out one way or the other as time allows, and a change comes out as one each time.
const ATTEMPTS = 10;

/** Puts a browser into the recorded situations again. */
export async function recheck(options: RecheckOptions): Promise<Recheck> {
  const { recording, cases: all, root, every, onDriver } = options;
  if (digestOf(all) !== recording.digest)
    throw new Error("the generator makes other cases than were recorded");
  const unstable = new Set(recording.unstable);
  const recorded = new Map(recording.cases.map((one) => [one.id, one]));
  const cases = all.filter(({ id }, index) => index % every === 0 && !unstable.has(id));
  let version = "";
  let left = cases;
  const changed = new Map<string, RecordedCase>();
  const once = new Set<string>();
  for (let attempt = 1; attempt <= ATTEMPTS && left.length > 0; attempt++) {
    changed.clear();
    const seen = await runCases({
      browser: recording.browser,
      root,
      cases: left,
      take(one) {
        if (differences(recorded.get(one.id)!, one).length > 0) changed.set(one.id, one);
      },
      ...(onDriver === undefined ? {} : { onDriver }),
    });
    version ||= seen;
    left = left.filter(({ id }) => changed.has(id));
    for (const { id } of left) once.add(id);
  }
  return {
    version,
    isRecordedBranch:
      branchOf(recording.browser, version) === branchOf(recording.browser, recording.version),
    count: cases.length,
    changed: left.map((one) => ({
      one,
      was: recorded.get(one.id)!,
      is: changed.get(one.id)!,
    })),
    unsteady: [...once].filter((id) => !changed.has(id)),
  };
}

/**
 * The part of a version that stands for what the browser does; see
 * docs/decisions/recorded-version-is-a-branch.md.
 *
 *     chromium   156.0.8078.79   156.0.8078
 *     firefox    153.7.0         153          ESR
 *     webkit     2.50.6          2.50
 */
export function branchOf(browser: DriverName, version: string): string {
  const parts = { chromium: 3, firefox: 1, webkit: 2 }[browser];
  return version.split(".").slice(0, parts).join(".");
}
