import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { root, runProgram } from "../lib/run-program.mjs";

/** @typedef {import("../lib/public-packages.mjs").PublicPackage} PublicPackage */

/**
 * What the dependencies of a package depend on: more is a decision.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const BEHIND = {
  // Of tldts, and of tough-cookie, which has the same version of it.
  "@crosswalk/browser": ["tldts-core"],
};

/**
 * Packs those of our packages that are among these names, and returns where they are.
 *
 * @param {readonly string[]} names @param {string} folder @returns {Promise<string[]>}
 */
async function packSiblings(names, folder) {
  const tarballs = [];
  for (const name of names) {
    const directory = join(root, "packages", name.replace("@crosswalk/", ""));
    if (!name.startsWith("@crosswalk/") || !existsSync(directory)) continue;
    const output = await runProgram("npm", ["pack", "--json", "--pack-destination", folder], {
      cwd: directory,
    });
    tarballs.push(join(folder, JSON.parse(output)[0].filename));
  }
  return tarballs;
}

/** Beside sources and what tsc makes of them. */
const REQUIRED = ["package.json", "README.md", "LICENSE"];
const PERMITTED = new Set([...REQUIRED, "NOTICE", "CHANGELOG.md"]);

/**
 * What is wrong with the list of files of a package: each output of tsc has its source, each source may be there, and there is
 * nothing else.
 *
 * @param {readonly string[]} packed paths within the package
 * @param {(path: string) => boolean} isSource whether the package's folder has that source
 * @returns {string[]}
 */
export function misplacedFiles(packed, isSource) {
  const problems = REQUIRED.filter((path) => !packed.includes(path)).map(
    (path) => `${path} is missing`,
  );
  for (const path of packed) {
    if (PERMITTED.has(path)) continue;
    const output = /^dist\/(.+?)\.(?:js|d\.ts)(?:\.map)?$/.exec(path);
    if (output !== null) {
      const source = `src/${output[1]}.ts`;
      if (!isSource(source))
        problems.push(`${path} is left over: there is no ${source}; delete dist and build`);
    } else if (!/^src\/.+\.ts$/.test(path)) {
      problems.push(`${path} is not to be published`);
    }
  }
  return problems;
}

/**
 * @param {PublicPackage} subject @param {string} folder where the tarball goes @param {string} consumer where it is installed
 * @returns {import("../lib/steps.mjs").Step[]}
 */
export function packSteps({ name, folder: source, entries, dependencies }, folder, consumer) {
  const sourceFolder = join(root, source);
  let tarball = "";
  /** @type {string[]} */
  let packed = [];

  return [
    {
      name: `${name}: packs`,
      run: async () => {
        mkdirSync(folder, { recursive: true });
        const output = await runProgram("npm", ["pack", "--json", "--pack-destination", folder], {
          cwd: sourceFolder,
        });
        const [report] = JSON.parse(output);
        tarball = join(folder, report.filename);
        packed = report.files.map((/** @type {{ path: string }} */ { path }) => path);
        return `${packed.length} files, ${report.size} bytes`;
      },
    },
    {
      name: `${name}: packs nothing but sources, their output and the legal texts`,
      run: () => {
        if (packed.length === 0) throw new Error("nothing was packed");
        const problems = misplacedFiles(packed, (path) => existsSync(join(sourceFolder, path)));
        for (const { entry, file, types } of entries) {
          for (const path of [file, types]) {
            if (!packed.includes(path.slice(2))) problems.push(`${entry}: ${path} is missing`);
          }
        }
        if (problems.length > 0) throw new Error(problems.join("\n"));
      },
    },
    {
      name: `${name}: carries the repository's licence`,
      run: () => {
        if (
          !readFileSync(join(sourceFolder, "LICENSE")).equals(readFileSync(join(root, "LICENSE")))
        )
          throw new Error(`${source}/LICENSE is not the repository's LICENSE`);
      },
    },
    {
      name: `${name}: source maps lead to packed sources`,
      run: () => {
        const maps = packed.filter((path) => path.endsWith(".map"));
        if (maps.length === 0) throw new Error("there are no source maps");
        for (const map of maps) {
          const { sources } = JSON.parse(readFileSync(join(sourceFolder, map), "utf8"));
          for (const path of sources) {
            const target = posix.join(dirname(map), path);
            if (!packed.includes(target))
              throw new Error(`${map} leads to ${target}, which is not packed`);
          }
        }
        return `${maps.length} maps`;
      },
    },
    {
      name: `${name}: installs with what it depends on, and nothing else`,
      run: async () => {
        mkdirSync(consumer, { recursive: true });
        writeFileSync(
          join(consumer, "package.json"),
          JSON.stringify({ private: true, type: "module" }),
        );
        const siblings = await packSiblings(Object.keys(dependencies), folder);
        // Without dependencies there is nothing to ask a registry for.
        const reach = Object.keys(dependencies).length === 0 ? "--offline" : "--prefer-offline";
        await runProgram(
          "npm",
          ["install", reach, "--no-audit", "--no-fund", tarball, ...siblings],
          { cwd: consumer },
        );
        const installed = await runProgram("npm", ["ls", "--all", "--parseable"], {
          cwd: consumer,
        });
        const names = installed
          .trim()
          .split("\n")
          .slice(1)
          .map((path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
        const expected = [name, ...Object.keys(dependencies), ...(BEHIND[name] ?? [])].sort();
        if (names.sort().join() !== expected.join())
          throw new Error(`not ${expected.join(", ")} was installed, but\n${installed}`);
        return names.length === 1 ? "alone" : `${names.length} packages`;
      },
    },
    {
      name: `${name}: publint`,
      run: async () => {
        await runProgram("publint", ["run", tarball, "--strict"]);
      },
    },
    {
      name: `${name}: are the types wrong?`,
      run: async () => {
        await runProgram("attw", [tarball, "--profile", "esm-only"]);
      },
    },
  ];
}
