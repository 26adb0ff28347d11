// Packs each public package, installs the tarball in a fresh folder as a user would, and uses it there.
//
//     node tools/package.mjs
//
// What they depend on comes from npm's cache, or from its registry.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publicPackages } from "./lib/public-packages.mjs";
import { root, runProgram } from "./lib/run-program.mjs";
import { runSteps } from "./lib/steps.mjs";
import { bundleSteps } from "./package/bundle.mjs";
import { consumeSteps } from "./package/consume.mjs";
import { packSteps } from "./package/pack.mjs";
import { releaseSteps } from "./package/release.mjs";
import { togetherSteps } from "./package/together.mjs";

const folder = mkdtempSync(join(tmpdir(), "crosswalk-package-"));
try {
  process.exitCode = await runSteps([
    {
      name: "build",
      run: async () => {
        await runProgram("npm", ["run", "build"]);
      },
    },
    ...publicPackages(root).flatMap((subject) => {
      const consumer = join(folder, subject.folder, "consumer");
      return [
        ...packSteps(subject, join(folder, subject.folder), consumer),
        ...consumeSteps(subject, consumer),
        ...bundleSteps(subject, consumer),
      ];
    }),
    ...togetherSteps(join(folder, "together")),
    ...releaseSteps(join(folder, "release")),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
