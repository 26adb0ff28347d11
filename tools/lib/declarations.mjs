// Reads the declaration files that tsc writes. They are regular: a top-level statement starts in the first column with one
// of a few words, and what continues it is indented, closes a bracket or is the next of a union's commented members. What is not
// so is an error, not a guess.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * @typedef {object} Reference
 * @property {string} module a specifier, relative or not
 * @property {string} name
 *
 * @typedef {object} DeclarationFile
 * @property {string} path
 * @property {Map<string, string[]>} declarations the statements of each name (overloads are several), without comments
 * @property {Map<string, Reference>} imports by local name
 * @property {Map<string, Reference | string>} exports by exported name: what it re-exports, or the local name
 */

const STATEMENT = /^(?:export|declare|import|interface|type|abstract|class|const|function)\b/;
const CONTINUATION = /^(?:\s|[})\]|"{]|$)/;
const AUGMENTATION = /^declare (global|module "[^"]*") \{/;
const DECLARATION =
  /^(export )?(default )?(?:declare )?(?:abstract )?(?:const|let|var|function|class|interface|type|enum|namespace) ([\w$]+)/;
const NAMED = /^(import|export) (?:type )?\{(.*)\}(?: from "(.*)")?;$/s;
const NAMESPACE = /^import (?:type )?\* as ([\w$]+) from "(.*)";$/;
const DEFAULT = /^import (?:type )?([\w$]+) from "(.*)";$/;

/** @param {string} path @returns {DeclarationFile} */
function readDeclarations(path) {
  return parseDeclarations(readFileSync(path, "utf8"), path);
}

/** @param {string} text @param {string} path @returns {DeclarationFile} */
export function parseDeclarations(text, path) {
  /** @type {DeclarationFile} */
  const file = { path, declarations: new Map(), imports: new Map(), exports: new Map() };
  for (const statement of statements(text, path)) readStatement(statement, file);
  return file;
}

/** @param {string} text @param {string} path @returns {string[]} */
function statements(text, path) {
  /** @type {string[]} */
  const found = [];
  let inComment = false;
  for (const [at, line] of text.split("\n").entries()) {
    if (inComment || /^\s*\/\*/.test(line)) {
      inComment = !line.includes("*/");
    } else if (/^\s*\/\//.test(line)) {
      // The link to the source map.
    } else if (STATEMENT.test(line)) {
      found.push(line);
    } else if (CONTINUATION.test(line) && (found.length > 0 || line === "")) {
      if (line !== "") found.push(`${found.pop()}\n${line}`);
    } else {
      throw new Error(`${path}:${at + 1}: not the shape of a declaration file: ${line}`);
    }
  }
  return found;
}

/** @param {string} statement @param {DeclarationFile} file */
function readStatement(statement, file) {
  const declaration = DECLARATION.exec(statement);
  if (declaration !== null) {
    const [, exported, isDefault, name = ""] = declaration;
    file.declarations.set(name, [...(file.declarations.get(name) ?? []), statement]);
    if (exported !== undefined) file.exports.set(isDefault === undefined ? name : "default", name);
    return;
  }
  // What an entry adds to another's types is seen by whoever imports it.
  const augmentation = AUGMENTATION.exec(statement);
  if (augmentation !== null) {
    const [, name = ""] = augmentation;
    file.declarations.set(name, [statement]);
    file.exports.set(name, name);
    return;
  }
  const named = NAMED.exec(statement);
  if (named !== null) {
    const [, word, list = "", module] = named;
    for (const item of list
      .split(",")
      .map((text) => text.trim())
      .filter((text) => text !== "")) {
      const [name = "", as = name] = item.replace(/^type /, "").split(" as ");
      if (word === "import") file.imports.set(as, { module: module ?? "", name });
      else file.exports.set(as, module === undefined ? name : { module, name });
    }
    return;
  }
  const namespace = NAMESPACE.exec(statement);
  const whole = DEFAULT.exec(statement);
  if (namespace !== null) {
    file.imports.set(namespace[1] ?? "", { module: namespace[2] ?? "", name: "*" });
  } else if (whole !== null) {
    file.imports.set(whole[1] ?? "", { module: whole[2] ?? "", name: "default" });
  } else if (/^export default [\w$]+;$/.test(statement)) {
    file.exports.set("default", statement.slice("export default ".length, -1));
  } else if (!statement.startsWith('import "')) {
    throw new Error(`${file.path}: not the shape of a declaration file: ${statement}`);
  }
}

/**
 * Follows names through the declaration files of one package.
 *
 * @param {(path: string) => DeclarationFile} [read]
 */
export function createResolver(read = readDeclarations) {
  /** @type {Map<string, DeclarationFile>} */
  const files = new Map();
  /** @param {string} path @returns {DeclarationFile} */
  const open = (path) => {
    let file = files.get(path);
    if (file === undefined) files.set(path, (file = read(path)));
    return file;
  };

  /**
   * Where a reference leads; null outside of the package.
   *
   * @param {DeclarationFile} from @param {Reference} reference
   * @returns {{ file: DeclarationFile, name: string } | null}
   */
  const follow = (from, { module, name }) => {
    if (!module.startsWith(".")) return null;
    const path = join(dirname(from.path), module.replace(/\.[jt]s$/, ".d.ts"));
    return findExport(open(path), name);
  };

  /**
   * @param {DeclarationFile} file @param {string} name as exported
   * @returns {{ file: DeclarationFile, name: string } | null}
   */
  const findExport = (file, name) => {
    const target = file.exports.get(name);
    if (target === undefined) throw new Error(`${file.path} does not export ${name}`);
    return typeof target === "string" ? findLocal(file, target) : follow(file, target);
  };

  /**
   * @param {DeclarationFile} file @param {string} name as the file uses it
   * @returns {{ file: DeclarationFile, name: string } | null}
   */
  const findLocal = (file, name) => {
    if (file.declarations.has(name)) return { file, name };
    const imported = file.imports.get(name);
    return imported === undefined ? null : follow(file, imported);
  };

  return { open, findExport, findLocal };
}
