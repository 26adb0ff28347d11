import { describe, expect, it } from "vitest";
import { misplacedFiles } from "../package/pack.mjs";

const sources = new Set(["src/policy/index.ts", "src/policy/decide.ts"]);
const complete = [
  "package.json",
  "README.md",
  "LICENSE",
  "NOTICE",
  "src/policy/index.ts",
  "dist/policy/index.js",
  "dist/policy/index.js.map",
  "dist/policy/index.d.ts",
  "dist/policy/index.d.ts.map",
];
const misplaced = (packed: readonly string[]): string[] =>
  misplacedFiles(packed, (path) => sources.has(path));

describe("the files of a package", () => {
  it("are sources, their output and the legal texts", () => {
    expect(misplaced(complete)).toEqual([]);
  });

  it.each(["package.json", "README.md", "LICENSE"])("include %s", (path) => {
    expect(misplaced(complete.filter((other) => other !== path))).toEqual([`${path} is missing`]);
  });

  it.each([
    "dist/tsconfig.tsbuildinfo",
    "src/protocol/tsconfig.json",
    "test/laws.ts",
    ".npmrc",
    "tsconfig.json",
    "dist/policy/notes.md",
    "src/policy/secret.json",
    "node_modules/a/index.js",
  ])("are not %s", (path) => {
    expect(misplaced([...complete, path])).toEqual([`${path} is not to be published`]);
  });

  it("are no output of a source that is gone", () => {
    expect(misplaced([...complete, "dist/policy/old.js"])).toEqual([
      "dist/policy/old.js is left over: there is no src/policy/old.ts; delete dist and build",
    ]);
  });
});
