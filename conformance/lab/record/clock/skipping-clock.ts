import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Case } from "../../case.ts";
import { isSkipped, SKIP_PATH } from "../../page/long-waits.ts";

export const needsSkipping = (cases: readonly Case[]): boolean =>
  cases.some(({ steps }) => steps.some((step) => "wait" in step && isSkipped(step.wait)));

/** The clock of browsers that are started while it is there; they tell hours and days from it, and cookies' dates do not. */
export interface SkippingClock {
  skip(milliseconds: number): void;
  /** Browsers that are started from then on have their own. */
  stop(): void;
}

/** The milliseconds that a page asks to be skipped; null of all else that is asked for. */
export function skipAskedFor(target: string): number | null {
  const [path, query] = target.split("?", 2);
  return path === SKIP_PATH ? Number(query) : null;
}

/** `root` is the laboratory's folder. */
export function startSkippingClock(root: URL): SkippingClock {
  const file = (path: string): string => fileURLToPath(new URL(path, root));
  mkdirSync(file("dist"), { recursive: true });
  const library = file("dist/skip.so");
  const compiled = spawnSync(
    "cc",
    ["-shared", "-fPIC", "-O1", "-o", library, file("record/clock/skip.c"), "-ldl"],
    { encoding: "utf8" },
  );
  if (compiled.status !== 0)
    throw new Error(
      `no library that skips time (apt-get install gcc libc6-dev): ${compiled.error ?? compiled.stderr}`,
    );
  const seconds = file(`dist/skipped-${process.pid}`);
  writeFileSync(seconds, Buffer.alloc(8));
  const before = { LD_PRELOAD: process.env["LD_PRELOAD"], CLOCK_SKIP: process.env["CLOCK_SKIP"] };
  Object.assign(process.env, { LD_PRELOAD: library, CLOCK_SKIP: seconds });
  let skipped = 0;
  return {
    skip(milliseconds) {
      skipped += milliseconds / 1000;
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(skipped));
      // NB: In place, as browsers have it in their memory.
      const open = openSync(seconds, "r+");
      writeSync(open, bytes, 0, 8, 0);
      closeSync(open);
    },
    stop() {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    },
  };
}
