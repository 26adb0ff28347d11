// Writes docs/errors/: a page for each cause that explain names, one for each code of CorsError, and their index.
//
//     node tools/errors.mjs            write them
//     node tools/errors.mjs --check    fail if they are not what would be written
//
// Every example is run by the engines. It reads the built packages, which it builds first.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findingOf, readBook } from "./errors/book.mjs";
import { causePage, codePage, indexPage } from "./errors/pages.mjs";
import { root, runProgram } from "./lib/run-program.mjs";

const folder = join(root, "docs/errors");

/** @param {string} path of what `tsc -b` writes */
const built = (path) => pathToFileURL(join(root, "packages", path)).href;

/** @returns {Promise<Map<string, string>>} every page by its name */
export async function writePages() {
  /** @type {typeof import("../packages/explain/dist/index.d.ts")} */
  const explainPackage = await import(built("explain/dist/index.js"));
  /** @type {typeof import("../packages/cors/dist/protocol/index.d.ts")} */
  const protocol = await import(built("cors/dist/protocol/index.js"));

  const book = await readBook(explainPackage, protocol);
  // The algorithms' names, as explain has them.
  const places = new Map(
    book.examples
      .flatMap(({ explanation }) => explanation.findings)
      .flatMap(({ standard }) => (standard === null ? [] : [[standard.url, standard.title]])),
  );
  const meanings = new Map();
  const pages = new Map();
  for (const cause of book.causes) {
    const [example] = book.byName.get(cause) ?? [];
    meanings.set(cause, example && findingOf(example, cause)?.title);
    pages.set(`${cause}.md`, await causePage(explainPackage, book, cause));
  }
  for (const name of protocol.corsErrorCodes) {
    const error = protocol.corsError(name, { parameter: "…" });
    const meaning = protocol.describeCorsError(error);
    const { anchor, step } = error;
    const isFetch = anchor.startsWith("#");
    const url = isFetch ? `https://fetch.spec.whatwg.org/${anchor}` : anchor;
    const title = places.get(url) ?? (isFetch ? "Fetch Standard" : "Local Network Access");
    const place = { title, step, url };
    meanings.set(name, meaning);
    pages.set(`${name}.md`, codePage(book, name, { meaning, place }));
  }
  pages.set("README.md", indexPage(book, meanings));
  return pages;
}

/** @param {ReadonlyMap<string, string>} pages @returns {string[]} names of pages that are not as they would be written */
function outdated(pages) {
  const there = new Map(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
  return [...new Set([...pages.keys(), ...there.keys()])].filter(
    (name) => pages.get(name) !== there.get(name),
  );
}

async function main() {
  const [option, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || (option !== undefined && option !== "--check")) {
    console.error("usage: node tools/errors.mjs [--check]");
    return 2;
  }
  await runProgram("tsc", ["-b"]);
  const pages = await writePages();
  mkdirSync(folder, { recursive: true });
  const names = outdated(pages);
  if (option === "--check") {
    if (names.length === 0) return 0;
    console.error(
      `docs/errors: ${names.length} pages are out of date, ${names.slice(0, 3).join(", ")}…: run \`node tools/errors.mjs\``,
    );
    return 1;
  }
  for (const name of names) {
    const text = pages.get(name);
    if (text === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), text);
  }
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
