import { readFileSync } from "node:fs";

/** One row of a table in conformance/vectors: a situation and what the standard says of it. */
export interface Vector<Given, Expected> {
  readonly title: string;
  /** The part of the standard that the expectation was taken from. */
  readonly anchor: string;
  readonly given: Given;
  readonly expect: Expected;
}

/** The rows of conformance/vectors/<name>.json. */
export function readVectors<Given, Expected>(name: string): Vector<Given, Expected>[] {
  const file = new URL(`../../../conformance/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Vector<Given, Expected>[];
}
