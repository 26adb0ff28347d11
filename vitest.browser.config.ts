import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

// The tests that drive a real browser: npm run test:browsers.
export default defineConfig({
  ...base,
  test: {
    include: ["**/*.browser.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    // One browser at a time: a machine with two cores is slow enough with one.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
