import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The packages that are published, each with the entries that a program can import.
 *
 * @param {string} root
 * @returns {{ name: string, folder: string, entries: { entry: string, types: string, file: string }[] }[]}
 */
export function publicPackages(root) {
  return readdirSync(join(root, "packages")).flatMap((directory) => {
    const folder = `packages/${directory}`;
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    if (manifest.private === true) return [];
    const entries = Object.entries(manifest.exports)
      .filter(([, target]) => typeof target === "object")
      .map(([subpath, target]) => ({
        entry: manifest.name + subpath.slice(1),
        types: target.types,
        file: target.default,
      }));
    return [{ name: manifest.name, folder, entries }];
  });
}
