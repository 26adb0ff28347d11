// Keeps api/<package>.md: the types that each public package shows, so that a change of them is seen in the diff.
//
//     node tools/api.mjs            write them
//     node tools/api.mjs --check    fail if they are not what would be written
//
// It is read from the declarations that tsc writes, which it builds first.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { createResolver } from "./lib/declarations.mjs";
import { printDiff } from "./lib/line-diff.mjs";
import { publicPackages } from "./lib/public-packages.mjs";
import { root, runProgram } from "./lib/run-program.mjs";

/** @typedef {import("./lib/declarations.mjs").DeclarationFile} DeclarationFile */

/**
 * The public types of a package as Markdown: for each entry what it exports, and at the end what those types are made of.
 *
 * @param {string} name @param {readonly { entry: string, types: string }[]} entries with absolute paths
 * @param {string} directory what paths are shown relative to
 * @param {((path: string) => DeclarationFile)} [read]
 * @returns {string}
 */
export function describeApi(name, entries, directory, read) {
  const { open, findExport, findLocal } = createResolver(read);
  /** @param {DeclarationFile} file @param {string} declared */
  const keyOf = (file, declared) => `${relative(directory, file.path)}#${declared}`;

  /** @type {Map<string, string>} */
  const shownAt = new Map();
  /** @type {{ file: DeclarationFile, name: string }[]} */
  const shown = [];
  const sections = [`# ${name}\n\nWritten by \`node tools/api.mjs\`.`];
  for (const { entry, types } of entries) {
    const file = open(types);
    const lines = [];
    for (const exported of [...file.exports.keys()].sort()) {
      const found = findExport(file, exported);
      if (found === null) {
        lines.push(`// ${exported}: from another package`);
        continue;
      }
      const key = keyOf(found.file, found.name);
      const before = shownAt.get(key);
      if (before !== undefined) {
        lines.push(`// ${exported}: as in ${before}`);
        continue;
      }
      shownAt.set(key, exported === found.name ? entry : `${entry} as ${exported}`);
      shown.push(found);
      if (exported !== found.name) lines.push(`// as ${exported}:`);
      lines.push(...(found.file.declarations.get(found.name) ?? []).map(normalise));
    }
    sections.push(`## ${entry}\n\n${fenced(lines)}`);
  }

  /** @type {Map<string, string[]>} */
  const reached = new Map();
  for (let at = 0; at < shown.length; at += 1) {
    const { file, name: declared } = /** @type {(typeof shown)[number]} */ (shown[at]);
    const text = (file.declarations.get(declared) ?? []).join("\n");
    for (const word of new Set(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").match(/[\w$]+/g))) {
      const found = findLocal(file, word);
      if (found === null) continue;
      const key = keyOf(found.file, found.name);
      if (shownAt.has(key) || reached.has(key)) continue;
      reached.set(key, (found.file.declarations.get(found.name) ?? []).map(normalise));
      shown.push(found);
    }
  }
  if (reached.size > 0) {
    const lines = [...reached.keys()].sort().flatMap((key) => reached.get(key) ?? []);
    sections.push(`## What these are made of\n\nNot exported.\n\n${fenced(lines)}`);
  }
  return `${sections.join("\n\n")}\n`;
}

/** @param {readonly string[]} lines */
const fenced = (lines) => `\`\`\`ts\n${lines.join("\n")}\n\`\`\``;

/** @param {string} statement */
const normalise = (statement) =>
  statement
    .replace(/^export (?:default )?/, "")
    .replace(/^declare /, "")
    .replaceAll(/^(?: {4})+/gm, (indent) => indent.slice(indent.length / 2));

/** @param {readonly string[]} options @returns {Promise<number>} the exit code */
async function main(options) {
  const [option, ...rest] = options;
  if (rest.length > 0 || (option !== undefined && option !== "--check")) {
    console.error("usage: node tools/api.mjs [--check]");
    return 2;
  }
  let wrong = 0;
  const packages = publicPackages(root);
  for (const { name, folder, entries } of packages) {
    await runProgram("tsc", ["-b", folder]);
    const text = describeApi(
      name,
      entries.map(({ entry, types }) => ({ entry, types: join(root, folder, types) })),
      join(root, folder),
    );
    const path = `api/${folder.replace("packages/", "")}.md`;
    const file = join(root, path);
    const before = existsSync(file) ? readFileSync(file, "utf8") : "";
    if (text === before) continue;
    if (option === "--check") {
      wrong += 1;
      console.error(`The public types of ${name} are not those of ${path}.`);
      console.error("If that is meant, write them and commit: node tools/api.mjs");
      console.error(printDiff(before, text));
    } else {
      mkdirSync(join(root, "api"), { recursive: true });
      writeFileSync(file, text);
      console.log(`${path}: written`);
    }
  }
  const expected = new Set(packages.map(({ folder }) => folder.replace("packages/", "")));
  for (const file of existsSync(join(root, "api")) ? readdirSync(join(root, "api")) : []) {
    if (expected.has(file.replace(/\.md$/, ""))) continue;
    wrong += 1;
    console.error(`api/${file} describes no public package; delete it`);
  }
  if (wrong === 0) console.log(`${packages.length} packages are as described`);
  return wrong === 0 ? 0 : 1;
}

if (import.meta.filename === process.argv[1]) process.exitCode = await main(process.argv.slice(2));
