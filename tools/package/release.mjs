import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root, runProgram } from "../lib/run-program.mjs";

/**
 * What a release starts with, in a copy of what it reads.
 *
 * @param {string} folder
 * @returns {import("../lib/steps.mjs").Step[]}
 */
export function releaseSteps(folder) {
  return [
    {
      name: "a release: changesets make versions",
      run: async () => {
        mkdirSync(folder, { recursive: true });
        const packages = readdirSync(join(root, "packages")).map((name) => `packages/${name}`);
        const workspaces = [...packages, "conformance", "bench", "examples"];
        for (const path of [".", ...workspaces])
          cpSync(join(root, path, "package.json"), join(folder, path, "package.json"));
        cpSync(join(root, ".changeset"), join(folder, ".changeset"), { recursive: true });
        symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
        const git = ["-c", "user.name=release", "-c", "user.email=release@localhost"];
        await runProgram("git", ["init", "--quiet", "--initial-branch=main"], { cwd: folder });
        await runProgram("git", ["add", ".changeset"], { cwd: folder });
        await runProgram("git", [...git, "commit", "--quiet", "-m", "changesets"], { cwd: folder });
        await runProgram("changeset", ["version"], { cwd: folder });
        const left = readdirSync(join(folder, ".changeset")).filter(
          (name) => name.endsWith(".md") && name !== "README.md",
        );
        if (left.length > 0) throw new Error(`these are not in it: ${left.join(", ")}`);
        const versions = packages.map((path) => {
          const { name, version } = JSON.parse(
            readFileSync(join(folder, path, "package.json"), "utf8"),
          );
          return `${name} ${version}`;
        });
        return versions.join(", ");
      },
    },
  ];
}
