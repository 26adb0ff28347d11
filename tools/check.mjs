// Every check that needs no test run.
//
//     node tools/check.mjs                 all of them
//     node tools/check.mjs lint format     those whose name starts so

import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, runProgram } from "./lib/run-program.mjs";
import { runSteps } from "./lib/steps.mjs";

/** @param {string} command @param {string[]} parameters @returns {() => Promise<void>} */
const program =
  (command, ...parameters) =>
  async () => {
    await runProgram(command, parameters);
  };

/** @param {string} path @returns {() => Promise<void>} */
const tool = (path) => program(process.execPath, path, "--check");

const steps = [
  { name: "types: packages and examples", run: program("tsc", "-b") },
  { name: "types: tests", run: program("tsc", "-p", "tsconfig.test.json") },
  {
    name: "types: protocol is ECMAScript only",
    run: program("tsc", "-p", "packages/cors/src/protocol/tsconfig.json"),
  },
  { name: "types: tools", run: program("tsc", "-p", "tools") },
  { name: "lint", run: program("oxlint", "--type-aware") },
  { name: "format", run: program("oxfmt", "--check", ".") },
  { name: "unused code", run: program("knip") },
  { name: "README blocks", run: tool("tools/readme.mjs") },
  { name: "public types", run: tool("tools/api.mjs") },
  ...[
    { name: "public-suffix table", path: "tools/public-suffix.mjs" },
    { name: "anchors of the standard", path: "tools/spec-index.mjs" },
    { name: "page of policy issues", path: "tools/policy-issues.mjs" },
    { name: "pages of errors", path: "tools/errors.mjs" },
    { name: "script of verify's pages", path: "tools/page-script.mjs" },
  ]
    .filter(({ path }) => existsSync(join(root, path)))
    .map(({ name, path }) => ({ name, run: tool(path) })),
];

const names = process.argv.slice(2);
const chosen = steps.filter(
  (step) => names.length === 0 || names.some((name) => step.name.startsWith(name)),
);
if (chosen.length === 0) {
  console.error(`no check is called ${names.join(", ")}; there are:`);
  for (const { name } of steps) console.error(`  ${name}`);
  process.exitCode = 2;
} else {
  process.exitCode = await runSteps(chosen);
}
