import { defineConfig } from "vitest/config";

export default defineConfig({
  // Tests run against the sources, so a change is tested without a build. It is tempting to list "import" too: that would
  // reach Node's `require`, and give CommonJS packages the wrong half of their dependencies.
  resolve: { conditions: ["@crosswalk/source", "module", "node"] },
  ssr: { resolve: { conditions: ["@crosswalk/source", "module", "node"] } },
  test: {
    // A limit for what hangs. Laws run thousands of cases, and a busy machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: [
      "packages/*/test/**/*.test.ts",
      "conformance/test/**/*.test.ts",
      "examples/test/**/*.test.ts",
      "tools/test/**/*.test.ts",
    ],
    exclude: [
      "**/*.browser.test.ts",
      "**/*.runtime.test.ts",
      "**/*.server.test.ts",
      "**/node_modules/**",
      "**/dist/**",
    ],
  },
});
