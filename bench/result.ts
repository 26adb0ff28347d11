import type { Measurement } from "./measurement.ts";

/** What was measured, by the title of the case and the name of the entry. */
export type Results = ReadonlyMap<string, ReadonlyMap<string, Result>>;

export interface Result extends Measurement {
  /** The name of the entry that does everything but CORS, or null. */
  readonly empty: string | null;
}

/** One entry's result; null where the case was not run. */
export function resultOf(results: Results, title: string, name: string): Result | null {
  return results.get(title)?.get(name) ?? null;
}
