import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

// The tests that start server programs: npm run test:servers.
export default defineConfig({
  ...base,
  test: {
    include: ["**/*.server.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
