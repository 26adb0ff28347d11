// Writes packages/cors/src/policy/public-suffix-table.ts from the rules that the development dependency `tldts` carries.
//
//     node tools/public-suffix.mjs            write the table
//     node tools/public-suffix.mjs --check    fail if the table is not what would be written
//     node tools/public-suffix.mjs --rules    print the rules, one a line, in the list's own syntax
//
// After an update of `tldts`, set KEPT to its version and its day of release, and run it again.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { domainToASCII, fileURLToPath } from "node:url";

// The package does not say which revision of the list it holds. The day of its release bounds it: the rules are no younger.
const KEPT = { version: "7.5.4", date: "2026-11-15" };

const TABLE = "packages/cors/src/policy/public-suffix-table.ts";

const root = new URL("../", import.meta.url);

/** @returns {{ rules: string[], exceptions: string[] }} the rules as the package holds them */
function readSource() {
  const require = createRequire(new URL("packages/cors/package.json", root));
  const manifest = require.resolve("tldts/package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8"));
  if (version !== KEPT.version) {
    throw new Error(
      `tldts is ${version}, not ${KEPT.version}: set KEPT in tools/public-suffix.mjs`,
    );
  }

  const text = readFileSync(join(dirname(manifest), "src/data/trie.ts"), "utf8");
  /** @param {string} name @param {RegExp} value */
  const constant = (name, value) => {
    const match = new RegExp(`^export const ${name} = ${value.source};$`, "m").exec(text);
    if (match === null) throw new Error(`tldts ${version} no longer declares ${name} as expected`);
    return JSON.parse(match[1] ?? "");
  };
  const numbers = /[^[\n]*(\[[\d,]*\])\)/;
  const nodeFlags = constant("nodeFlags", numbers);
  const edgeStart = constant("edgeStart", numbers);
  const edgeLength = constant("edgeLength", numbers);
  const edgeChild = constant("edgeChild", numbers);
  const labelText = constant("labelText", /("[^\n]*")/);

  const edgeOffset = [0];
  for (const length of edgeLength) edgeOffset.push((edgeOffset.at(-1) ?? 0) + length);
  if (edgeOffset.at(-1) !== labelText.length) throw new Error("the labels do not add up");

  /** @param {number} node @param {string} below @returns {string[]} */
  const namesUnder = (node, below) => {
    const names = [];
    for (let edge = edgeStart[node]; edge < edgeStart[node + 1]; edge += 1) {
      const name = labelText.slice(edgeOffset[edge], edgeOffset[edge + 1]) + below;
      if (nodeFlags[edgeChild[edge]] !== 0) names.push(name);
      names.push(...namesUnder(edgeChild[edge], `.${name}`));
    }
    return names;
  };
  return {
    rules: namesUnder(constant("rulesRoot", /(\d+)/), ""),
    exceptions: namesUnder(constant("exceptionsRoot", /(\d+)/), ""),
  };
}

/**
 * The rules as the list publishes them, with A-labels, sorted.
 *
 * @returns {string[]}
 */
function publishedRules() {
  const { rules, exceptions } = readSource();
  const known = new Set([...rules, ...exceptions]);
  const published = [];
  for (const rule of known) {
    if (/[^\0-\x7f]/.test(rule)) {
      // The package holds international names in both forms; a serialized origin only ever has the A-labels.
      if (!known.has(domainToASCII(rule))) throw new Error(`${rule} has no form in A-labels`);
    } else if (!known.has(`*.${rule}`)) {
      // What is left out here, the parents of wildcards, the package adds on its own account: the list names none of
      // them. See docs/decisions/public-suffix-table.md.
      published.push(exceptions.includes(rule) ? `!${rule}` : rule);
    }
  }
  for (const rule of published) checkShape(rule, known);
  return published.sort();
}

/**
 * The table's reader relies on these shapes, which every rule has had so far: the wildcard is the first label, and an
 * exception is one from a wildcard and has nothing below it.
 *
 * @param {string} rule @param {ReadonlySet<string>} known
 */
function checkShape(rule, known) {
  if (!/^(\*\.|!)?[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(rule))
    throw new Error(`${rule} has a new shape`);
  if (!rule.startsWith("!")) return;
  const name = rule.slice(1);
  if (!known.has(name.replace(/^[^.]+/, "*")))
    throw new Error(`${rule} is an exception from nothing`);
  for (const other of known) {
    if (other.endsWith(`.${name}`)) throw new Error(`${other} is below the exception ${rule}`);
  }
}

/** @typedef {{ mark: "" | "rule" | "exception", children: Map<string, Branch> }} Branch */

/** @param {readonly string[]} rules @returns {Branch} */
function branches(rules) {
  /** @type {Branch} */
  const trunk = { mark: "", children: new Map() };
  for (const rule of rules) {
    let branch = trunk;
    for (const label of rule.replace("!", "").split(".").reverse()) {
      let child = branch.children.get(label);
      if (child === undefined)
        branch.children.set(label, (child = { mark: "", children: new Map() }));
      branch = child;
    }
    branch.mark = rule.startsWith("!") ? "exception" : "rule";
  }
  return trunk;
}

/** @param {Branch} branch @param {string} separator @returns {string} */
function encode(branch, separator) {
  return [...branch.children]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, child]) => {
      if (child.mark === "exception") return `!${label}`;
      if (child.children.size === 0) return label;
      const below = encode(child, ",");
      return child.mark === "rule" ? `${label}(${below})` : `${label}[${below}]`;
    })
    .join(separator);
}

/** @param {readonly string[]} rules */
function tableModule(rules) {
  return `// Generated by tools/public-suffix.mjs. Do not edit.
//
// ${rules.length} rules of the Public Suffix List, https://publicsuffix.org/list/, ICANN and private domains,
// as of tldts ${KEPT.version}, released ${KEPT.date}.
//
// This Source Code Form is subject to the terms of the Mozilla Public
// License, v. 2.0. If a copy of the MPL was not distributed with this
// file, You can obtain one at https://mozilla.org/MPL/2.0/.

/** The day up to which the rules may have been changed: they are no younger. */
export const publicSuffixListDate: string = "${KEPT.date}";

/**
 * One top-level label a line, and what is below a label in brackets behind it:
 *
 *     com              the rule "com"
 *     uk(co)           the rules "uk" and "co.uk"
 *     np[*]            the rule "*.np" only
 *     ck[*,!www]       the rule "*.ck" and the exception "!www.ck"
 */
// NB: Without \`: string\` the declaration file would repeat all of it as the constant's type.
export const publicSuffixTable: string = \`${encode(branches(rules), "\n")}\`;
`;
}

/** @param {readonly string[]} options @returns {number} the exit code */
function main(options) {
  const [option, ...rest] = options;
  if (rest.length > 0 || (option !== undefined && option !== "--check" && option !== "--rules")) {
    console.error("usage: node tools/public-suffix.mjs [--check | --rules]");
    return 2;
  }
  const rules = publishedRules();
  if (option === "--rules") {
    console.log(rules.join("\n"));
    return 0;
  }

  const file = fileURLToPath(new URL(TABLE, root));
  const text = tableModule(rules);
  if (option === "--check") {
    if (Buffer.from(text).equals(readFileSync(file))) return 0;
    console.error(`${TABLE} is not what its source gives; run: node tools/public-suffix.mjs`);
    return 1;
  }
  writeFileSync(file, text);
  console.log(`${TABLE}: ${rules.length} rules, ${Buffer.byteLength(text)} bytes`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
