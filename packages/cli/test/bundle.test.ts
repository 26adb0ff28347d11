import { execFile } from "node:child_process";
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
const crosswalk = (...words: string[]): Promise<Ended> =>
  execute(process.execPath, [command, ...words], { env: { NO_COLOR: "1" } }).then(
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
