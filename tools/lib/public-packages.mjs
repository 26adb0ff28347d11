import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} PublicPackage
 * @property {string} name
 * @property {string} folder
 * @property {Readonly<Record<string, string>>} dependencies
 * @property {readonly { entry: string, types: string, file: string, isOfNode: boolean }[]} entries what a program can import; what is
 *   of Node has no meaning in a page
 */

/**
 * The packages that are published.
 *
 * @param {string} root
 * @returns {PublicPackage[]}
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
        file: target.default ?? target.node,
        isOfNode: target.default === undefined,
      }));
    return [{ name: manifest.name, folder, dependencies: manifest.dependencies ?? {}, entries }];
  });
}
