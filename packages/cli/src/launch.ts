#!/usr/bin/env node
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Script } from "node:vm";

// Most of what a command takes that asks nobody is compiling, and V8 can keep what it has compiled. From Node 22.8 on
// `module.enableCompileCache` would do, in a folder for all programs; this does it in every Node, beside the code.

/** The file that has all of the command, and what is compiled of it. The bundle puts it there: the name tells what is in it. */
declare const COMMAND_FILE: string;

const file = `${__dirname}/${COMMAND_FILE}`;
// V8 refuses what another V8 has compiled. What is of another code it wouldn't notice, so that has another name.
const keptFile = `${file}.${process.version}-${process.arch}.compiled`;

const cachedData = contentOf(keptFile);
const script = new Script(readFileSync(file, "utf8"), {
  filename: file,
  ...(cachedData === null ? {} : { cachedData }),
});
// At the end: what a command line has run is compiled by then.
const isLearning = (process.env["CROSSWALK_LEARN"] ?? "") !== "";
if (script.cachedDataRejected !== false || isLearning) process.once("exit", keep);
(script.runInThisContext() as (load: NodeJS.Require) => void)(require);

function contentOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function keep(): void {
  const unfinished = `${keptFile}.${process.pid}`;
  try {
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, keptFile);
  } catch {
    // Whoever may not write here waits a little longer.
    rmSync(unfinished, { force: true });
  }
}
