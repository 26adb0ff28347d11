// Puts the examples into the READMEs, so that what a README shows is what the tests run.
//
//     node tools/readme.mjs            write the blocks
//     node tools/readme.mjs --check    fail if a block is not what would be written, or says not where it comes from
//
// Every block of code in a README says, on the line before it, where it comes from:
//
//     <!-- example: examples/src/express.ts -->    it is that file, or the part between `// #region readme` and `// #endregion`
//     <!-- run: examples/test/demo.test.ts -->     its commands, each of them, are in that file, which runs them
//     <!-- shown: the answer differs by machine -->   it is only shown, for this reason
//
// CONTRIBUTING.md counts as a README. In docs/ the same marks work, but a block may go without.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { printDiff } from "./lib/line-diff.mjs";

const root = new URL("../", import.meta.url);

/** What a reader would paste into a file or a terminal. JSON, output and diagrams are not. */
const RUNNABLE = new Set(
  "ts tsx typescript js mjs javascript sh bash shell console zsh".split(" "),
);

/**
 * @typedef {object} Block
 * @property {number} line of the opening fence, from 1
 * @property {number} end the line of the closing fence
 * @property {string} indent
 * @property {string} language
 * @property {string} content
 * @property {{ kind: string, value: string } | null} mark
 */

/** @param {string} markdown @returns {Block[]} */
export function readBlocks(markdown) {
  const lines = markdown.split("\n");
  /** @type {Block[]} */
  const blocks = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = /^(\s*)(`{3,}|~{3,})\s*([\w-]*)/.exec(lines[at] ?? "");
    if (fence === null) continue;
    const [, indent = "", marks = "", language = ""] = fence;
    const start = at;
    do at += 1;
    while (at < lines.length && lines[at]?.trim() !== marks);
    const mark = /^\s*<!--\s*(example|run|shown):\s*(.*?)\s*-->$/.exec(lines[start - 1] ?? "");
    blocks.push({
      line: start + 1,
      end: at + 1,
      indent,
      language,
      content: lines
        .slice(start + 1, at)
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
        .join("\n"),
      mark: mark === null ? null : { kind: mark[1] ?? "", value: mark[2] ?? "" },
    });
  }
  return blocks;
}

/**
 * The part of an example that is shown: between `// #region readme` and `// #endregion`, or all of it.
 *
 * @param {string} source @param {string} name what messages call it @returns {string}
 */
export function shownPart(source, name) {
  const lines = source.split("\n");
  /** @param {RegExp} mark @param {number} from */
  const find = (mark, from) => lines.findIndex((line, at) => at >= from && mark.test(line));
  const region = /^\s*\/\/ ?#region readme\s*$/;
  const start = find(region, 0);
  if (start === -1) return source.trimEnd();
  if (find(region, start + 1) !== -1) throw new Error(`${name} has two regions "readme"`);
  const end = find(/^\s*\/\/ ?#endregion\b/, start);
  if (end === -1) throw new Error(`${name}: the region "readme" does not end`);
  const part = lines.slice(start + 1, end);
  const indents = part.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return part
    .map((line) => line.slice(indent))
    .join("\n")
    .trim();
}

/**
 * The text with every example put in, and what is wrong with its other blocks.
 *
 * @param {string} markdown
 * @param {(path: string) => string | null} readSource a file of the repository, null where there is none
 * @param {{ everyBlockIsMarked: boolean }} options
 * @returns {{ text: string, problems: { line: number, message: string }[] }}
 */
export function injectExamples(markdown, readSource, { everyBlockIsMarked }) {
  const lines = markdown.split("\n");
  /** @type {{ line: number, message: string }[]} */
  const problems = [];
  // From the last to the first, so that the lines before stay where they are.
  for (const block of readBlocks(markdown).toReversed()) {
    const { line, mark, indent } = block;
    /** @param {string} message */
    const problem = (message) => problems.unshift({ line, message });
    if (block.end > lines.length) {
      problem("the block does not end");
    } else if (mark === null) {
      if (everyBlockIsMarked && RUNNABLE.has(block.language)) {
        problem(
          `nothing says where this ${block.language} block comes from; put <!-- example: … -->, <!-- run: … --> or <!-- shown: … --> before it`,
        );
      }
    } else if (mark.kind === "shown") {
      if (mark.value === "") problem("say why the block is only shown: <!-- shown: reason -->");
    } else {
      const source = readSource(mark.value);
      if (source === null) {
        problem(`${mark.value} is not a file of this repository`);
      } else if (mark.kind === "run") {
        for (const command of commandsOf(block.content)) {
          if (!source.includes(command)) problem(`${mark.value} does not run: ${command}`);
        }
      } else {
        try {
          const content = shownPart(source, mark.value)
            .split("\n")
            .map((text) => (text === "" ? "" : indent + text));
          lines.splice(line, block.end - line - 1, ...content);
        } catch (error) {
          problem(error instanceof Error ? error.message : String(error));
        }
      }
    }
  }
  return { text: lines.join("\n"), problems };
}

/** @param {string} content @returns {string[]} */
function commandsOf(content) {
  return content
    .replaceAll(/\\\n\s*/g, " ")
    .split(/\n|&&/)
    .map((command) =>
      command
        .replace(/^\s*\$ /, "")
        .replace(/\s#\s.*$/, "")
        .trim(),
    )
    .filter((command) => command !== "" && !command.startsWith("#"));
}

/** @param {string} path @returns {string | null} */
function readSource(path) {
  const file = new URL(path, root);
  return file.href.startsWith(root.href) && existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** @returns {string[]} */
function readmes() {
  const packages = readdirSync(new URL("packages/", root)).map(
    (name) => `packages/${name}/README.md`,
  );
  return ["README.md", "CONTRIBUTING.md", ...packages].filter((path) =>
    existsSync(new URL(path, root)),
  );
}

/** @returns {string[]} */
function docs() {
  return readdirSync(new URL("docs/", root), { recursive: true, encoding: "utf8" })
    .map((path) => `docs/${path}`)
    .filter((path) => path.endsWith(".md"));
}

/** @param {readonly string[]} options @returns {number} the exit code */
function main(options) {
  const [option, ...rest] = options;
  if (rest.length > 0 || (option !== undefined && option !== "--check")) {
    console.error("usage: node tools/readme.mjs [--check]");
    return 2;
  }
  let wrong = 0;
  let blocks = 0;
  const strict = new Set(readmes());
  for (const path of [...strict, ...docs()]) {
    const file = fileURLToPath(new URL(path, root));
    const before = readFileSync(file, "utf8");
    const { text, problems } = injectExamples(before, readSource, {
      everyBlockIsMarked: strict.has(path),
    });
    blocks += readBlocks(text).filter(({ mark }) => mark !== null).length;
    wrong += problems.length;
    for (const { line, message } of problems) console.error(`${path}:${line}: ${message}`);
    if (text === before) continue;
    if (option === "--check") {
      wrong += 1;
      console.error(`${path} is not what the examples give; run: node tools/readme.mjs`);
      console.error(printDiff(before, text));
    } else {
      writeFileSync(file, text);
      console.log(`${path}: written`);
    }
  }
  if (wrong === 0) console.log(`${blocks} blocks are what they say they are`);
  return wrong === 0 ? 0 : 1;
}

if (import.meta.filename === process.argv[1]) process.exitCode = main(process.argv.slice(2));
