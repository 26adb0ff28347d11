import { getHeapStatistics } from "node:v8";

import { measure } from "mitata";

import type { Serve } from "./contestant.ts";

/** What was measured of one function. Times are nanoseconds for one call. */
export interface Measurement {
  /** The median of each round. Rounds of several functions belong together by their index. */
  readonly medians: number[];
  /** The mean of each round: with garbage collection, and with whatever else the machine did. */
  readonly means: number[];
  /** Bytes allocated by one call. */
  bytes: number;
}

export interface Effort {
  readonly rounds: number;
  /** For how long each function is measured in each round, in nanoseconds. */
  readonly budget: number;
}

const WARM_UP = 2; // rounds
/** How long a batch of calls should take, in nanoseconds: enough for a clock that counts microseconds. */
const BATCH = 500_000;

/**
 * Processor time, in nanoseconds. On a machine that others use too, the time on the wall tells how busy they were.
 */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
}

/**
 * Measures functions in rounds: each is measured in every round, in an order of chance and after a garbage
 * collection, so that what the machine does meanwhile, and what one leaves behind for the next, happens to all of them. A ratio is
 * formed within a round; what is reported is the median of the rounds' ratios.
 */
export async function measureInRounds(
  functions: readonly Serve[],
  { rounds, budget }: Effort,
): Promise<Measurement[]> {
  const contenders = functions.map((serve) => ({
    serve,
    batch: 256,
    measured: { medians: [], means: [], bytes: Number.NaN } as Measurement,
  }));

  // The first rounds are thrown away: in them, the engine learns, and so do we, how many calls make a batch.
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const contender of shuffled(contenders)) {
      const { serve, batch, measured } = contender;
      const { p50, avg } = await measure(serve, { ...options(budget), batch_samples: batch });
      if (round < 0) {
        contender.batch = Math.min(2 ** 14, Math.max(4, 2 ** Math.round(Math.log2(BATCH / p50))));
      } else {
        measured.medians.push(p50);
        measured.means.push(avg);
      }
    }
  }

  for (const { serve, measured } of contenders) {
    const { heap } = await measure(serve, {
      ...options(budget),
      heap: () => getHeapStatistics().used_heap_size,
      // Small enough that most batches pass without a collection; those in which memory shrank are not counted.
      batch_samples: 512,
    });
    if (heap !== undefined) measured.bytes = heap.avg;
  }
  return contenders.map(({ measured }) => measured);
}

/** Takes away what the last one left behind. A full collection would cost more than the measurement, and cool every cache. */
function collectYoung(): void {
  globalThis.gc?.({ type: "minor" });
}

function options(budget: number) {
  return {
    now: processorTime,
    gc: collectYoung,
    min_cpu_time: budget,
    // Compiling 100,000 origins takes half a second.
    min_samples: 5,
    // Before it measures, mitata asks by the time on the wall whether calls are short enough for batches. It asks until one is.
    warmup_threshold: 1e9,
    warmup_samples: 50,
  };
}

/** The median of the rounds' ratios of one function to another. */
export function ratio(
  one: Measurement,
  other: Measurement,
  statistic: "medians" | "means" = "medians",
): number {
  return median(
    one[statistic].map((time, round) => time / (other[statistic][round] ?? Number.NaN)),
  );
}

/** The median of the rounds' differences of one function and another. */
export function difference(one: Measurement, other: Measurement): number {
  return median(one.medians.map((time, round) => time - (other.medians[round] ?? Number.NaN)));
}

function shuffled<Value>(values: readonly Value[]): Value[] {
  const keyed = values.map((value) => ({ value, key: Math.random() }));
  return keyed.sort((one, other) => one.key - other.key).map(({ value }) => value);
}

/** The median of the rounds' ratios of what two functions cost beside an empty one. */
export function ownRatio(one: Measurement, other: Measurement, empty: Measurement): number {
  return median(
    one.medians.map((time, round) => {
      const nothing = empty.medians[round] ?? Number.NaN;
      return (time - nothing) / ((other.medians[round] ?? Number.NaN) - nothing);
    }),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
