import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const command = path("../dist/crosswalk.js");
const execute = promisify(execFile);

interface Ended {
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The bundle, as a process of its own. */
const crosswalk = (...words: string[]): Promise<Ended> => crosswalkWith({}, ...words);

const crosswalkWith = (env: NodeJS.ProcessEnv, ...words: string[]): Promise<Ended> =>
  execute(process.execPath, [command, ...words], { env: { NO_COLOR: "1", ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as Ended,
  );

beforeAll(() => execute(process.execPath, [path("../../../tools/bundle-cli.mjs")]));

test("the bundled command compares origins, and its exit code is the answer", async () => {
  const same = await crosswalk("origin", "https://a.example", "https://a.example:443");
  expect([same.code, same.stderr]).toEqual([0, ""]);
  const other = await crosswalk("origin", "https://a.example", "https://b.example");
  expect([other.code, other.stderr]).toEqual([1, ""]);
});

test("the bundled command explains what is given, and refuses what is nothing", async () => {
  const curl = "curl 'https://api.example/' -H 'Origin: https://app.example'";
  const { code, stdout } = await crosswalk("explain", curl, "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n");
  expect(code).toBe(1);
  expect(stdout).toContain("+ Access-Control-Allow-Origin: https://app.example");
  const refused = await crosswalk("explain", "curl 'https://api.example/");
  expect([refused.code, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toContain("curl, line 1");
});

test("what --verify needs is a file of its own, which nobody else waits for", async () => {
  const driving = "--remote-debugging-pipe";
  expect(readFileSync(command, "utf8")).not.toContain(driving);
  expect(readFileSync(path("../dist/verify.js"), "utf8")).toContain(driving);
  const wrong = { CHROMIUM: "/nope", FIREFOX: "/nope" };
  const curl = "curl 'https://api.example/' -H 'Origin: https://app.example'";
  const verified = await crosswalkWith(
    wrong,
    "explain",
    curl,
    "HTTP/1.1 200 OK\r\n\r\n",
    "--verify",
  );
  expect(verified.code).toBe(4);
  expect(verified.stderr).toContain("CHROMIUM names /nope");
});
