import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
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
        // Before the first release there are none. It names all packages, as changesets do that are refused where some of
        // them have versions and others have none.
        const before = versionsIn(folder, packages);
        const bumps = before.map(({ name }) => `"${name}": minor\n`).join("");
        writeFileSync(join(folder, ".changeset/of-all.md"), `---\n${bumps}---\n\nOf all.\n`);
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
        const after = versionsIn(folder, packages);
        const kept = after.filter(({ version }, index) => version === before[index]?.version);
        if (kept.length > 0)
          throw new Error(`these got no version: ${kept.map(({ name }) => name).join(", ")}`);
        return after.map(({ name, version }) => `${name} ${version}`).join(", ");
      },
    },
  ];
}

/**
 * @param {string} folder
 * @param {readonly string[]} packages
 * @returns {{ readonly name: string, readonly version: string }[]}
 */
function versionsIn(folder, packages) {
  return packages.map((path) =>
    JSON.parse(readFileSync(join(folder, path, "package.json"), "utf8")),
  );
}
