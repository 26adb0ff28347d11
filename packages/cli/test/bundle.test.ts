import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
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

test("whose code is in the bundle has its licence beside it", () => {
  const notice = readFileSync(path("../dist/NOTICE"), "utf8");
  for (const name of ["acorn", "tldts", "tough-cookie"]) {
    const licence = readFileSync(path(`../../../node_modules/${name}/LICENSE`), "utf8");
    expect(notice).toContain(`${name} `);
    expect(notice).toContain(licence.trim());
  }
  expect(notice).toContain("Mozilla Public License, v. 2.0");
  expect(notice).toContain("    tldts.cjs\n");
});

test("nothing is left of files that an earlier build wrote", async () => {
  const left = [path("../dist/left-over.js"), path("../dist/left-over.cjs")];
  for (const name of left) writeFileSync(name, "");
  await execute(process.execPath, [path("../../../tools/bundle-cli.mjs")]);
  expect(left.filter((name) => existsSync(name))).toEqual([]);
  expect(existsSync(command)).toBe(true);
});

const shell = (line: string): Promise<Ended> =>
  execute("sh", ["-c", line, "sh", process.execPath, command]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as Ended,
  );

test.runIf(existsSync("/dev/full"))("a full disk is no fault of the command", async () => {
  const { code, stderr } = await shell('"$1" "$2" --help > /dev/full');
  expect(code).toBe(74);
  expect(stderr).toMatch(/^crosswalk: what was found could not be written: ENOSPC/);
});

test("who reads only the first lines is given the exit code all the same", async () => {
  const error = (path: string): string =>
    `Access to fetch at 'https://api.example/${path}' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;
  const errors = Array.from({ length: 12 }, (_, index) => error(`${index}`)).join("\n");
  const child = spawn(process.execPath, [command, "explain", "--offline", errors], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.once("data", () => child.stdout.destroy());
  expect(await once(child, "exit")).toEqual([1, null]);
});

/** What Node reads before the command begins: a file, and all that it imports. */
function readAtOnce(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(path(`../dist/${name}`), "utf8");
  for (const [, imported] of text.matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g))
    readAtOnce(imported!, seen);
  return seen;
}

const everything = (): string =>
  [...readAtOnce("crosswalk.js")]
    .map((name) => readFileSync(path(`../dist/${name}`), "utf8"))
    .join("\n");

test.each([
  ["browsers are driven", "--remote-debugging-pipe"],
  ["JavaScript is parsed", "Unterminated template"],
  ["cookies are kept", "not in this host's domain"],
  ["sockets are opened", '"node:tls"'],
  ["registrable domains are known", "edgeLength"],
])("nobody waits for the file in which %s", (_, part) => {
  expect(everything()).not.toContain(part);
  const names = readdirSync(path("../dist")).filter((name) => /\.c?js$/.test(name));
  const apart = names.filter((name) =>
    readFileSync(path(`../dist/${name}`), "utf8").includes(part),
  );
  expect(apart).not.toEqual([]);
});

const curl = "curl 'https://api.example/' -H 'Origin: https://app.example'";

test("no command line that asks nobody makes Node read its own fetch", async () => {
  const trap = `for (const name of ["fetch", "FormData", "Headers", "Request", "Response"])
    Object.defineProperty(globalThis, name, { get() { throw new Error(name) } });`;
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(trap)}` };
  const posted = `${curl} --data-raw '{}' -H 'Content-Type: application/json' -b a=1`;
  const { code, stdout } = await crosswalkWith(env, "explain", posted, "HTTP/1.1 200 OK\r\n\r\n");
  expect([code, stdout.split("\n")[0]]).toEqual([
    1,
    "✘ The response has no Access-Control-Allow-Origin header.",
  ]);
});

test("--verify is there in the bundle as well", async () => {
  const wrong = { CHROMIUM: "/nope", FIREFOX: "/nope" };
  const answer = "HTTP/1.1 200 OK\r\n\r\n";
  const verified = await crosswalkWith(wrong, "explain", curl, answer, "--verify");
  expect(verified.code).toBe(4);
  expect(verified.stderr).toContain("CHROMIUM names /nope");
});

test("a snippet, a cookie and a server are read about in the files beside it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const snippet = `fetch('http://127.0.0.1:${port}/', { credentials: 'include' })`;
  const asked = once(server, "request") as Promise<[IncomingMessage, ServerResponse]>;
  const coming = crosswalk("explain", snippet, "--page", "http://localhost:3000");
  const [request, response] = await asked;
  response.writeHead(200, { "Set-Cookie": "a=1" }).end();
  const { code, stdout, stderr } = await coming;
  server.close();
  expect(request.headers.origin).toBe("http://localhost:3000");
  expect([code, stderr]).toEqual([1, ""]);
  expect(stdout).toContain("+ Access-Control-Allow-Credentials: true");
});
