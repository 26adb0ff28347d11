import { fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SubTest } from "./run-file.ts";
import { type TestFile, testFiles } from "./test-files.ts";
import { startWptServer } from "./wpt-server.ts";

// WPT_DIR=… node conformance/wpt/main.mjs [pattern] [--write]
//
// Runs Web Platform Tests against the standard's profile, and holds the result to expectations.json: a sub-test that fails and is
// not listed there fails the run, and so does one that is listed and passes.

/** By file, the sub-tests that do not pass, each with the reason. `*` is the file as a whole. */
type Expectations = Record<string, Record<string, string>>;

interface FileResult {
  readonly file: TestFile;
  readonly tests: readonly SubTest[];
  /** What went wrong beside the tests; null where they came to their end. */
  readonly error: string | null;
}

const TIMEOUT = 30_000; // milliseconds, for a busy machine; four times that for files that say that they are long
const WORKERS = 2;
const NOT_LOOKED_INTO = "not looked into yet";

const expectationsFile = new URL("../expectations.json", import.meta.url);
const program = fileURLToPath(new URL("run-file.js", import.meta.url));

const checkout = process.env["WPT_DIR"];
const isWriting = process.argv.includes("--write");
const pattern = new RegExp(process.argv.slice(2).find((word) => !word.startsWith("--")) ?? "");

if (checkout === undefined) {
  console.error(
    "WPT_DIR is not set; name a checkout of web-platform-tests/wpt: WPT_DIR=../wpt node conformance/wpt/main.mjs",
  );
  process.exit(2);
}

const server = await startWptServer(checkout);
try {
  process.exitCode = await runAll(testFiles(checkout).filter(({ name }) => pattern.test(name)));
} finally {
  await server.stop();
}

async function runAll(files: readonly TestFile[]): Promise<number> {
  const runnable = files.filter(({ needs }) => needs === null);
  const results: FileResult[] = [];
  const queue = [...runnable];
  const worker = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift())
      results.push(await runFile(file));
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  results.sort((one, other) => (one.file.name < other.file.name ? -1 : 1));
  printSkipped(files);
  const expectations = JSON.parse(readFileSync(expectationsFile, "utf8")) as Expectations;
  if (isWriting) {
    writeFileSync(expectationsFile, `${JSON.stringify(written(results, expectations), null, 1)}\n`);
  }
  return judge(results, isWriting ? written(results, expectations) : expectations);
}

function runFile(file: TestFile): Promise<FileResult> {
  return new Promise((resolve) => {
    const tests: SubTest[] = [];
    const errors: string[] = [];
    const child = fork(program, [file.url], {
      stdio: "ignore",
      // The checkout's certificates may have run out; what is tried here is not TLS.
      env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    });
    let isComplete = false;
    const timer = setTimeout(() => child.kill("SIGKILL"), file.isLong ? 4 * TIMEOUT : TIMEOUT);
    child.on(
      "message",
      (message: { kind: string; test?: SubTest; message?: string; status?: number }) => {
        if (message.kind === "result") tests.push(message.test!);
        else if (message.kind === "error") errors.push(message.message ?? "");
        else {
          isComplete = true;
          if (message.status !== 0)
            errors.push(`harness status ${message.status}: ${message.message}`);
        }
      },
    );
    child.once("exit", () => {
      clearTimeout(timer);
      const ending = isComplete ? [] : ["it did not come to its end in time"];
      const all = [...errors, ...ending];
      resolve({ file, tests, error: all.length === 0 ? null : all.join("; ") });
    });
  });
}

function printSkipped(files: readonly TestFile[]): void {
  const counts = new Map<string, number>();
  for (const { needs } of files)
    if (needs !== null) counts.set(needs, (counts.get(needs) ?? 0) + 1);
  for (const [needs, count] of counts) console.log(`${count} files not run: they need ${needs}`);
}

/** Failures by their names; errors of a file as a whole by `*`. */
function failuresOf({ tests, error }: FileResult): string[] {
  const failed = tests.filter(({ passes }) => !passes).map(({ name }) => name);
  return error === null ? failed : [...failed, "*"];
}

function written(results: readonly FileResult[], before: Expectations): Expectations {
  const names = new Set(results.map(({ file }) => file.name));
  const others = Object.entries(before).filter(([name]) => !names.has(name));
  const own = results
    .map((result) => {
      const { name } = result.file;
      const reasons = failuresOf(result).map((title) => [
        title,
        before[name]?.[title] ?? before[name]?.["*"] ?? NOT_LOOKED_INTO,
      ]);
      return [name, Object.fromEntries(reasons) as Record<string, string>] as const;
    })
    .filter(([, failures]) => Object.keys(failures).length > 0);
  return Object.fromEntries([...others, ...own].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function judge(results: readonly FileResult[], expectations: Expectations): number {
  let passed = 0;
  let listed = 0;
  let absent = 0;
  const complaints: string[] = [];
  for (const result of results) {
    const { name } = result.file;
    const expected = expectations[name] ?? {};
    const failures = failuresOf(result);
    passed += result.tests.filter(({ passes }) => passes).length;
    for (const title of failures) {
      if (expected[title] !== undefined) listed++;
      else {
        const message =
          title === "*"
            ? result.error
            : result.tests.find((test) => test.name === title && !test.passes)?.message;
        complaints.push(`${name}: ${title}: ${(message ?? "").slice(0, 300)}`);
      }
    }
    for (const title of Object.keys(expected)) {
      if (failures.includes(title)) continue;
      // Tests come and go: a checkout may be of another day than the list.
      if (title !== "*" && !result.tests.some((test) => test.name === title)) absent++;
      else complaints.push(`${name}: ${title}: listed as failing, and passes`);
    }
  }
  for (const complaint of complaints) console.log(complaint);
  console.log(`${results.length} files, ${listed} failures as listed in expectations.json`);
  if (absent > 0) console.log(`${absent} of the failures listed are no sub-tests of this checkout`);
  console.log(`${passed} passed, ${complaints.length} failed`);
  return complaints.length === 0 ? 0 : 1;
}
