import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, runProgram } from "../lib/run-program.mjs";

const folder = join(root, "runtimes");

/** @param {string} path @returns {any} */
const readJson = (path) => JSON.parse(readFileSync(join(folder, path), "utf8"));

/** @returns {Record<string, string>} the pinned version of each package, without its alias */
export function pinnedVersions() {
  /** @type {Record<string, string>} */
  const dependencies = readJson("package.json").dependencies;
  return Object.fromEntries(
    Object.entries(dependencies).map(([name, pin]) => [name, pin.replace(/^npm:.*@/, "")]),
  );
}

/** Installs what runtimes/package-lock.json names, unless it is there. Downloads about 300 MB. */
export async function installRuntimes() {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error(
      `runtimes/ has executables for linux-x64; this is ${process.platform}-${process.arch}`,
    );
  const missing = Object.entries(pinnedVersions()).filter(([name, version]) => {
    const manifest = `node_modules/${name}/package.json`;
    // The packages of Node say "v22.23.3".
    return (
      !existsSync(join(folder, manifest)) ||
      readJson(manifest).version.replace(/^v/, "") !== version
    );
  });
  if (missing.length === 0) return;
  console.log(`Installing ${missing.map(([name]) => name).join(", ")} into runtimes/ …`);
  await runProgram("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
}

/** @param {string} path within runtimes/node_modules @returns {string} */
export const executable = (path) => join(folder, "node_modules", path);
