// Runs the web adapter's matrix in every runtime that runtimes/package.json pins. Downloads them (about 300 MB) the first time.
//
//     node tools/runtimes.mjs                  all
//     node tools/runtimes.mjs node-22 deno     these
//
// The matrix, packages/cors/test/adapters/web-matrix.ts, is bundled into one file for each runtime, which first makes sure of
// where it runs. A runtime that did not run has failed: none is ever skipped.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { root, runProgram } from "./lib/run-program.mjs";
import { executable, installRuntimes, pinnedVersions } from "./runtimes/installation.mjs";
import { leftOut, readReport } from "./runtimes/matrix-report.mjs";
import { runWorkerd } from "./runtimes/run-workerd.mjs";

/** @typedef {import("./runtimes/matrix-report.mjs").MatrixReport} MatrixReport */

// The matrix takes a second or two; a runtime that hangs should not hold up the others for long.
const TIME_LIMIT = 120;

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} pin the package of runtimes/package.json that has its version
 * @property {string} entry
 * @property {(bundle: string, version: string) => Promise<string>} run what it printed
 */

/** @param {string} path @param {(bundle: string) => string[]} parameters @returns {Runtime["run"]} */
const started = (path, parameters) => (bundle) =>
  runProgram(executable(path), parameters(bundle), { timeLimit: TIME_LIMIT });

/** @type {readonly Runtime[]} */
const RUNTIMES = [
  ...["node-20", "node-22", "node-24", "node-26"].map((name) => ({
    name,
    pin: name,
    entry: "in-node.mjs",
    run: started(`${name}/bin/node`, (bundle) => [bundle]),
  })),
  {
    name: "bun",
    pin: "@oven/bun-linux-x64",
    entry: "in-bun.mjs",
    run: started("@oven/bun-linux-x64/bin/bun", (bundle) => ["run", bundle]),
  },
  {
    name: "deno",
    pin: "@deno/linux-x64-glibc",
    entry: "in-deno.mjs",
    // No permission at all: the matrix needs none.
    run: started("@deno/linux-x64-glibc/deno", (bundle) => [
      "run",
      "--no-prompt",
      "--no-remote",
      "--no-npm",
      "--no-config",
      bundle,
    ]),
  },
  {
    name: "workerd",
    pin: "@cloudflare/workerd-linux-64",
    entry: "in-workerd.mjs",
    run: (bundle, version) =>
      runWorkerd(
        executable("@cloudflare/workerd-linux-64/bin/workerd"),
        bundle,
        version,
        TIME_LIMIT,
      ),
  },
];

/** @param {Runtime} runtime @param {string} version @param {string} folder @returns {Promise<MatrixReport>} */
async function runMatrix({ name, entry, run }, version, folder) {
  const bundle = join(folder, name, "bundle.mjs");
  await build({
    entryPoints: [join(root, "tools/runtimes", entry)],
    outfile: bundle,
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    conditions: ["@crosswalk/source"],
    define: { PINNED_VERSION: JSON.stringify(version) },
    logLevel: "error",
  });
  return readReport(await run(bundle, version));
}

/** @param {readonly string[]} names @returns {Promise<number>} the exit code */
async function main(names) {
  const unknown = names.filter((name) => RUNTIMES.every((runtime) => runtime.name !== name));
  if (unknown.length > 0) {
    console.error(
      `no runtime is called ${unknown.join(", ")}; there are ${RUNTIMES.map(({ name }) => name).join(", ")}`,
    );
    return 2;
  }
  const versions = pinnedVersions();
  const folder = mkdtempSync(join(tmpdir(), "crosswalk-runtimes-"));
  /** @type {Map<string, MatrixReport>} */
  const reports = new Map();
  let passed = 0;
  let failed = 0;
  try {
    await installRuntimes();
    for (const runtime of RUNTIMES) {
      if (names.length > 0 && !names.includes(runtime.name)) continue;
      const version = versions[runtime.pin] ?? "";
      try {
        const report = await runMatrix(runtime, version, folder);
        reports.set(runtime.name, report);
        passed += report.passed.length;
        failed += report.failed.length;
        console.log(
          `runtime ${runtime.name} ${version}: ${report.passed.length} passed, ${report.failed.length} failed`,
        );
        for (const { name, reason } of report.failed) console.log(`    ${name}: ${reason}`);
      } catch (error) {
        failed += 1;
        console.log(`runtime ${runtime.name} ${version}: did not run`);
        console.log(`    ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const { runtime, name } of leftOut(reports)) {
    failed += 1;
    console.log(`runtime ${runtime} left out: ${name}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

if (import.meta.filename === process.argv[1]) process.exitCode = await main(process.argv.slice(2));
