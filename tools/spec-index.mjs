// Checks the places in the standards that this repository cites: that each exists, and that every algorithm cites one.
//
//     node tools/spec-index.mjs --check                  fail if an anchor is cited that the list below doesn't have
//     node tools/spec-index.mjs --from <URL> <source>    list the anchors of the standard at that URL, from its Bikeshed source
//
// The list is docs/spec-anchors.json: the names of the anchors and what they are the anchors of, nothing else of the
// standards' text. A standard that is not in the list is not checked.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const list = new URL("docs/spec-anchors.json", root);

/** An error of the repository's code names a place in the Fetch Standard by its fragment alone. */
const FETCH = "https://fetch.spec.whatwg.org/";

/** Where anchors are cited. */
const CITING = ["packages", "conformance", "docs", "examples", "bench"];

/** A fragment alone, where the line says that it is an anchor or a constant that holds one. Some end in a question mark. */
const FRAGMENT = /(?:anchor\b[^#\n]*|const [A-Z_]+ = )"(#[a-z][\w-]*\??)"/g;

/** @typedef {Readonly<Record<string, string>>} Anchors URL of the place → what is there */

/**
 * The anchors of a standard: those that its source spells out, and those that Bikeshed makes of the terms it defines.
 *
 * @param {string} source @returns {Map<string, string>} fragment → title
 */
export function anchorsOf(source) {
  /** @type {Map<string, string>} */
  const anchors = new Map();
  const text = source.replace(/<!--[^]*?-->/g, "");
  for (const [, tag = "", attributes = "", content = ""] of text.matchAll(
    /<(dfn|h[2-6])\b([^>]*)>([^]*?)<\/\1>/g,
  )) {
    const title = plainText(content);
    const written = attribute(attributes, "id");
    if (written !== null) anchors.set(`#${written}`, title);
    else if (tag === "dfn") anchors.set(`#${generatedId(attributes, title)}`, title);
  }
  // Anchors of paragraphs, examples and lists have no title but their name.
  for (const [, quoted, bare] of text.matchAll(/<\w+\b[^>]*?\sid=(?:"([^"]*)"|([^\s>]+))/g)) {
    const id = quoted ?? bare ?? "";
    if (!anchors.has(`#${id}`)) anchors.set(`#${id}`, id);
  }
  return anchors;
}

/** @param {string} attributes @param {string} title */
function generatedId(attributes, title) {
  const term = (attribute(attributes, "lt") ?? title).split("|")[0] ?? "";
  const scope = attribute(attributes, "for");
  return simplify(scope === null ? term : `${scope.split(",")[0]}-${term}`);
}

/** @param {string} attributes @param {string} name */
function attribute(attributes, name) {
  const match = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`).exec(attributes);
  return match === null ? null : (match[1] ?? match[2] ?? match[3] ?? "");
}

/** @param {string} text */
function simplify(text) {
  return text
    .trim()
    .toLowerCase()
    .replace(/\(\)/g, "")
    .replace(/[\s/(,]+/g, "-")
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/-+$/, "");
}

/** @param {string} html */
function plainText(html) {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * The places that a text cites: URLs with a fragment, and, in code, fragments that stand as strings of their own.
 *
 * @param {string} text @returns {{ anchor: string, line: number }[]}
 */
export function citedAnchors(text) {
  const cited = [];
  for (const [index, line] of text.split("\n").entries()) {
    for (const [anchor] of line.matchAll(/https:\/\/[\w.-]+\/[\w./-]*#[\w-]+\??/g)) {
      cited.push({ anchor, line: index + 1 });
    }
    for (const [, fragment] of line.matchAll(FRAGMENT)) {
      cited.push({ anchor: `${FETCH}${fragment}`, line: index + 1 });
    }
  }
  return cited;
}

/**
 * What is wrong with the citations of a text: places that a standard in the list does not have.
 *
 * @param {string} name @param {string} text @param {Anchors} anchors @returns {string[]}
 */
export function wrongCitations(name, text, anchors) {
  const known = new Set(Object.keys(anchors));
  const standards = new Set([...known].map((url) => new URL(url).host));
  return citedAnchors(text)
    .filter(({ anchor }) => standards.has(new URL(anchor).host) && !known.has(anchor))
    .map(({ anchor, line }) => `${name}:${line}: ${anchor} does not exist`);
}

/**
 * The functions and classes that an index exports and that cite no standard in their doc comment.
 *
 * @param {string} index @param {(path: string) => string} read the sources that the index names @returns {string[]}
 */
export function withoutCitation(index, read) {
  const missing = [];
  for (const [, names = "", path = ""] of index.matchAll(/export \{([^}]*)\} from "([^"]*)"/g)) {
    const source = read(path);
    for (const name of names.split(",").map((one) => one.trim())) {
      if (name === "" || name.startsWith("type ")) continue;
      const declaration = new RegExp(
        `(?:/\\*\\*((?:(?!\\*/)[^])*)\\*/\\n)?export (?:function\\*?|class) ${name}\\b`,
      ).exec(source);
      if (declaration === null) continue;
      const link = /https:\/\/(?:[a-z]+\.spec\.whatwg\.org\/#|www\.rfc-editor\.org\/rfc\/)/;
      if (!link.test(declaration[1] ?? "")) missing.push(`${path}: ${name} cites no standard`);
    }
  }
  return missing;
}

/** @returns {string[]} everything that is wrong in the repository */
export function check() {
  /** @type {Anchors} */
  const anchors = JSON.parse(readFileSync(list, "utf8"));
  const wrong = [];
  for (const file of citingFiles()) {
    wrong.push(...wrongCitations(file, readFileSync(new URL(file, root), "utf8"), anchors));
  }
  const protocol = new URL("packages/cors/src/protocol/", root);
  const read = (/** @type {string} */ path) => readFileSync(new URL(path, protocol), "utf8");
  return [...wrong, ...withoutCitation(read("index.ts"), read)];
}

/** @returns {string[]} paths from the root */
function citingFiles() {
  const files = [];
  for (const folder of CITING) {
    const names = readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" });
    for (const name of names) {
      if (!/\.(ts|mjs|json|md)$/.test(name)) continue;
      if (/(^|\/)(node_modules|dist)\//.test(name) || name === "spec-anchors.json") continue;
      files.push(`${folder}/${name}`);
    }
  }
  return files;
}

/** @param {string} standard @param {string} source */
function writeList(standard, source) {
  /** @type {Record<string, string>} */
  const anchors = JSON.parse(readFileSync(list, "utf8"));
  const others = Object.entries(anchors).filter(([url]) => !url.startsWith(standard));
  const own = [...anchorsOf(source)].map(([fragment, title]) => [`${standard}${fragment}`, title]);
  const sorted = [...others, ...own].sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  writeFileSync(list, `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`);
  console.log(`docs/spec-anchors.json: ${own.length} anchors of ${standard}`);
}

/** @param {readonly string[]} arguments_ @returns {number} the exit code */
function main(arguments_) {
  const [mode, standard, source] = arguments_;
  if (mode === "--check" && arguments_.length === 1) {
    const wrong = check();
    for (const message of wrong) console.error(message);
    if (wrong.length === 0) return 0;
    console.error(
      "Cite an anchor of docs/spec-anchors.json, or list the standard's anchors anew (--from).",
    );
    return 1;
  }
  if (
    mode === "--from" &&
    standard !== undefined &&
    source !== undefined &&
    arguments_.length === 3
  ) {
    writeList(standard, readFileSync(source, "utf8"));
    return 0;
  }
  console.error(
    "usage: node tools/spec-index.mjs --check | --from <URL of the standard> <its source>",
  );
  return 2;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.exitCode = main(process.argv.slice(2));
