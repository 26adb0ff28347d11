import fc from "fast-check";
import { expect } from "vitest";

import { law, seed } from "./laws.ts";

law("a law shows its seed in its title", [fc.constant("title")], () => {
  expect(expect.getState().currentTestName).toContain(`(seed ${seed})`);
});

// The same numbers in every run with the same seed: what a failure prints is enough to repeat it.
const numbers: number[] = [];
law("a law draws its values from the seed", [fc.nat()], (number) => {
  numbers.push(number);
});
law("another law draws the same", [fc.nat()], (number) => number === numbers.shift());
