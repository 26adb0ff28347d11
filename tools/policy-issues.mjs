// Writes docs/policy-issues.md: every code that a wrong policy can have, with its words.
//
//     node tools/policy-issues.mjs            write it
//     node tools/policy-issues.mjs --check    fail if it is not what would be written
//
// Reads the built package: `npm run build` first.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const page = new URL("docs/policy-issues.md", root);
const source = new URL("packages/cors/dist/policy/policy-issue-texts.js", root);

/** @typedef {{ severity: "error" | "warning", problem: string, remedy: string, hint: string }} IssueText */

/** @param {Record<string, IssueText>} texts */
export function renderPage(texts) {
  const lines = [
    "# What can be wrong with a policy",
    "",
    "Written by `node tools/policy-issues.mjs`. An error refuses the policy; a warning is returned beside it, for what has no effect or is",
    "rarely meant. `…` stands for what was given, or for the value that is suggested for it.",
    "",
  ];
  let group = "";
  for (const [code, { severity, problem, remedy, hint }] of Object.entries(texts)) {
    const prefix = code.slice(0, code.indexOf("/"));
    if (prefix !== group) {
      group = prefix;
      lines.push(`## ${prefix}`, "");
    }
    const sentence = `… ${problem}; ${remedy}`.replaceAll("{write}", "…");
    const mark = severity === "warning" ? " (warning)" : "";
    lines.push(`- **\`${code}\`**${mark}: \`${sentence}\`  `, `  ${hint}`, "");
  }
  return lines.join("\n");
}

async function main() {
  const [option, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || (option !== undefined && option !== "--check")) {
    console.error("usage: node tools/policy-issues.mjs [--check]");
    return 2;
  }
  if (!existsSync(source)) {
    console.error("The package is not built: run `npm run build` first");
    return 1;
  }
  const { issueTexts } = await import(source.href);
  const text = renderPage(issueTexts);
  if (option === undefined) writeFileSync(page, text);
  else if (!existsSync(page) || readFileSync(page, "utf8") !== text) {
    console.error("docs/policy-issues.md is out of date: run `node tools/policy-issues.mjs`");
    return 1;
  }
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
