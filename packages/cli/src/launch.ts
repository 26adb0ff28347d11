#!/usr/bin/env node
import { readFileSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { Script } from "node:vm";
import { keepCode, keptCode, keptFileOf } from "./kept-code.ts";

// Most of what a command takes that asks nobody is compiling, and V8 can keep what it has compiled. From Node 22.8 on
// `module.enableCompileCache` would do, in a folder for all programs; this does it in every Node, beside the code.

/** The file that has all of the command, and what is compiled of it. The bundle puts it there: the name tells what is in it. */
declare const COMMAND_FILE: string;

const isSet = (name: string): boolean => (process.env[name] ?? "") !== "";

// With `--preserve-symlinks-main` this file is where npm has linked it, and the others aren't.
const file = `${dirname(realpathSync(__filename))}/${COMMAND_FILE}`;
// Node's own word for it.
const keptFile = isSet("NODE_DISABLE_COMPILE_CACHE") ? null : keptFileOf(file);

const cachedData = keptFile === null ? null : keptCode(keptFile);
const script = new Script(readFileSync(file, "utf8"), {
  filename: file,
  ...(cachedData === null ? {} : { cachedData }),
});
if (keptFile !== null && (script.cachedDataRejected !== false || isSet("CROSSWALK_LEARN"))) {
  // At the end: what a command line has run is compiled by then.
  process.once("exit", () => keepCode(file, keptFile, () => script.createCachedData()));
}
(script.runInThisContext() as (load: NodeJS.Require) => void)(require);
