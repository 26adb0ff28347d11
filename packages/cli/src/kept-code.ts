import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { crc32 } from "node:zlib";

/** Two versions of Node, with and without flags for V8, and one to spare: each file has 2 MB. */
const MAX_KEPT_FILES = 5;

// As long as a pointer: V8 copies what doesn't begin at a multiple of that.
const CHECKSUM_LENGTH = 8;

/**
 * What V8 has compiled of a file stands beside it, after its own checksum. V8 refuses what another V8 has compiled, or one
 * with other flags, so each has a file; what is of another code or damaged it wouldn't notice, and would crash of it.
 */
export const keptFileOf = (file: string): string =>
  `${file}.${process.version}-${process.platform}-${process.arch}-${cachedDataVersionTag().toString(16)}.compiled`;

/** What is damaged is as good as not there. */
export function keptCode(keptFile: string): Buffer | null {
  const kept = contentOf(keptFile);
  if (kept === null) return null;
  const code = kept.subarray(CHECKSUM_LENGTH);
  return kept.toString("latin1", 0, CHECKSUM_LENGTH) === checksum(code) ? code : null;
}

/** Whoever may not write there waits a little longer at each start, and is told nothing. */
export function keepCode(file: string, keptFile: string, compile: () => Buffer): void {
  // NB: Containers that share a folder have the same process ids.
  const unfinished = `${keptFile}.${Math.random().toString(36).slice(2)}`;
  // Opened first: compiling is for nothing where none may be written.
  const descriptor = attempt(() => openSync(unfinished, "wx"));
  if (descriptor === null) return;
  const isWritten = attempt(() => {
    const code = compile();
    writeFileSync(descriptor, checksum(code));
    writeFileSync(descriptor, code);
    return true;
  });
  // Windows renames no file that is open.
  const isClosed = attempt(() => (closeSync(descriptor), true));
  const isKept = isWritten && isClosed && attempt(() => (renameSync(unfinished, keptFile), true));
  if (!isKept) attempt(() => rmSync(unfinished, { force: true }));
  attempt(() => removeOldest(file));
}

/** Among them are the files of a Node that is no longer there, and what was left by one that ended while it wrote. */
function removeOldest(file: string): void {
  const folder = dirname(file);
  const paths = readdirSync(folder)
    .filter((name) => name.startsWith(`${basename(file)}.`) && name.includes(".compiled"))
    .map((name) => join(folder, name));
  if (paths.length <= MAX_KEPT_FILES) return;
  const byAge = paths
    .map((path) => ({ path, written: statSync(path).mtimeMs }))

    .sort((one, other) => other.written - one.written);
  for (const { path } of byAge.slice(MAX_KEPT_FILES)) rmSync(path, { force: true });
}

const contentOf = (path: string): Buffer | null => attempt(() => readFileSync(path));

// Not a hash of `node:crypto`: reading that module takes longer than the checksum, and damage is no attack.
const checksum = (code: Buffer): string => crc32(code).toString(16).padStart(CHECKSUM_LENGTH, "0");

/** What is thrown while a process ends would change its exit code. */
function attempt<Result>(act: () => Result): Result | null {
  try {
    return act();
  } catch {
    return null;
  }
}
