import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

test("the bundled command reads what is written in any script", async () => {
  const told =
    "已拦截跨源请求：同源策略禁止读取位于 https://api.example/ 的远程资源。（原因：CORS 头缺少 'Access-Control-Allow-Origin'）。状态码：200。";
  const { code, stdout } = await crosswalk("explain", "--offline", told);
  expect([code, stdout.split("\n")[0]]).toEqual([
    1,
    "✘ The response has no Access-Control-Allow-Origin header.",
  ]);
});

test("whose code is in the bundle has its licence beside it", () => {
  const notice = readFileSync(path("../dist/NOTICE"), "utf8");
  for (const name of ["acorn", "tldts", "tough-cookie"]) {
    const licence = readFileSync(path(`../../../node_modules/${name}/LICENSE`), "utf8");
    expect(notice).toContain(`${name} `);
    expect(notice).toContain(licence.trim());
  }
  expect(notice).toContain("Mozilla Public License, v. 2.0");
  expect(notice).toContain(`    ${commandFile()}\n`);
});

test("nothing is left of files that an earlier build wrote", async () => {
  const names = ["left-over.js", "left-over.cjs", "command-0.cjs.v20.0.0-x64.compiled"];
  const left = names.map((name) => path(`../dist/${name}`));
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

const commandFile = (): string =>
  readdirSync(path("../dist")).find((name) => /^command-[\da-f]{8}\.cjs$/.test(name))!;

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

/** The bundled modules that a command line ran; what is bundled to be run late is a function with the name of its file. */
async function ranBy(...words: string[]): Promise<(part: string) => boolean[]> {
  const folder = mkdtempSync(join(tmpdir(), "crosswalk-coverage-"));
  try {
    await crosswalkWith({ NODE_V8_COVERAGE: folder }, ...words);
    const [report = ""] = readdirSync(folder);
    const { result } = JSON.parse(readFileSync(join(folder, report), "utf8")) as Coverage;
    const { functions } = result.find(({ url }) => url.endsWith(commandFile()))!;
    return (part) =>
      functions
        .filter(({ functionName }) => functionName.includes(part))
        .map(({ ranges }) => ranges[0]!.count > 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const late = ["src/verify.ts", "transports/node.ts", "acorn/", "tldts/", "tough-cookie/"];

test("nobody waits for browsers to drive, sockets, JavaScript, domains or cookies who needs none of them", async () => {
  const error =
    "Access to fetch at 'https://api.example/' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  const told = await ranBy("explain", "--offline", error);
  for (const part of late) {
    expect([part, told(part).length > 0]).toEqual([part, true]);
    expect([part, told(part).includes(true)]).toEqual([part, false]);
  }
  const snippet = "fetch('https://api.shop.example.com/', { credentials: 'include' })";
  const page = ["--page", "https://app.shop.example.com"];
  const parsed = await ranBy("explain", snippet, "HTTP/1.1 200 OK\r\n\r\n", ...page);
  expect([parsed("acorn/").includes(true), parsed("tldts/").includes(true)]).toEqual([true, true]);
});

const keptFiles = (): string[] =>
  readdirSync(path("../dist")).filter((name) => name.includes(".compiled"));

test("what is compiled is kept, anew where it is not this code's or this V8's, and missed nowhere", async () => {
  const [kept = "", ...others] = keptFiles();
  expect([kept, others]).toEqual([expect.stringContaining(process.version), []]);
  const file = path(`../dist/${kept}`);
  const good = readFileSync(file);
  const origins = ["origin", "https://a.example", "https://b.example"];
  const { stdout } = await crosswalk(...origins);
  // It stays as it is where it fits.
  expect(readFileSync(file).equals(good)).toBe(true);

  writeFileSync(file, "no code of any V8");
  expect(await crosswalk(...origins)).toMatchObject({ code: 1, stdout });
  expect(readFileSync(file).length).toBeGreaterThan(100_000);

  // Where none can be written, nobody is told.
  rmSync(file);
  mkdirSync(file);
  expect(await crosswalk(...origins)).toMatchObject({ code: 1, stdout, stderr: "" });
  expect(keptFiles()).toEqual([kept]);
  rmSync(file, { recursive: true });
  writeFileSync(file, good);
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
