/** What takes turns in a round. */
export interface Contestant {
  readonly name: string;
  /** One exchange, up to the last byte of the response's body. */
  readonly exchange: () => Promise<unknown>;
}

export interface Effort {
  readonly rounds: number;
  /** How many exchanges follow each other, one at a time, before the next one's turn. */
  readonly exchanges: number;
  /** How many rounds go before the first that counts; 2 where nothing is said. */
  readonly warmUp?: number;
}

/** Microseconds of this process's processor time for one exchange, in each round. */
export type Times = ReadonlyMap<string, readonly number[]>;

/**
 * Everybody in each round, in an order of chance: what the machine does meanwhile happens to all of them. It is processor
 * time because what others do on the machine is not our cost; the servers run in a process of their own.
 */
export async function measureAsynchronously(
  contestants: readonly Contestant[],
  { rounds, exchanges, warmUp = 2 }: Effort,
): Promise<Times> {
  const times = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const { name, exchange } of shuffled(contestants)) {
      globalThis.gc?.({ type: "minor" });
      const start = process.cpuUsage();
      for (let turn = 0; turn < exchanges; turn++) await exchange();
      const { user, system } = process.cpuUsage(start);
      if (round >= 0) times.get(name)!.push((user + system) / exchanges);
    }
  }
  return times;
}

/** The median of the rounds' ratios. */
export function ratio(times: Times, name: string, to: string): number {
  const others = times.get(to)!;
  return median(times.get(name)!.map((time, round) => time / others[round]!));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1]!;
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, rank: Math.random() }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ value }) => value);
}
