import { systemClock } from "@crosswalk/browser";
import { expect, it } from "vitest";

it("does not call back at once after longer than platforms can wait", async () => {
  let wasCalled = false;
  const stop = systemClock.schedule(() => (wasCalled = true), 2 ** 32 - 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  stop();
  expect(wasCalled).toBe(false);
});
