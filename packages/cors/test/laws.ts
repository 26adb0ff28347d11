import fc from "fast-check";
import { test } from "vitest";

/** The seed of every law in this run. `SEED=123 npx vitest run` repeats the run that printed 123. */
export const seed: number = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

/** A statement about all values of an arbitrary. The seed is part of the title, so that every report shows it. */
export function law<Ts extends [unknown, ...unknown[]]>(
  title: string,
  arbitraries: { [K in keyof Ts]: fc.Arbitrary<Ts[K]> },
  predicate: (...values: Ts) => boolean | void,
  parameters: Omit<fc.Parameters<Ts>, "seed"> = {},
): void {
  test(`${title} (seed ${seed})`, () => {
    const property = fc.property(...arbitraries, (...values: Ts) => predicate(...values));
    fc.assert(property as fc.IProperty<Ts>, { ...parameters, seed });
  });
}
