import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, expect, onTestFinished, test } from "vitest";

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const command = path("../dist/crosswalk.js");
const execute = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const ended = (running: Promise<{ stdout: string; stderr: string }>): Promise<Ended> =>
  running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as Ended;
      return { code, stdout, stderr };
    },
  );

/** The bundle, as a process of its own. */
const crosswalk = (...words: string[]): Promise<Ended> => crosswalkWith({}, ...words);

const crosswalkWith = (env: NodeJS.ProcessEnv, ...words: string[]): Promise<Ended> =>
  commandIn(path("../dist"), env, ...words);

const commandIn = (folder: string, env: NodeJS.ProcessEnv, ...words: string[]): Promise<Ended> =>
  ended(
    execute(process.execPath, [join(folder, "crosswalk.js"), ...words], {
      env: { NO_COLOR: "1", ...env },
    }),
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
  ended(execute("sh", ["-c", line, "sh", process.execPath, command]));

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

const keptFilesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.includes(".compiled"))
    .toSorted();

/** The command with what is compiled of it, in a folder of the test's own. */
function installed(): { readonly folder: string; readonly kept: string } {
  const folder = mkdtempSync(join(tmpdir(), "crosswalk-installed-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [kept = "", ...more] = keptFilesIn(path("../dist"));
  expect([kept, more]).toEqual([expect.stringContaining(process.version), []]);
  for (const name of ["crosswalk.js", "package.json", commandFile(), kept])
    copyFileSync(path(`../dist/${name}`), join(folder, name));
  return { folder, kept: join(folder, kept) };
}

const others = ["origin", "https://a.example", "https://b.example"];
const different: Ended = {
  code: 1,
  stdout: expect.stringContaining("https://b.example"),
  stderr: "",
};

/** What is run before the command. */
const before = (script: string): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}`,
});

const damages: readonly [string, (whole: Buffer) => Buffer][] = [
  [
    "another bit",
    (whole) => Buffer.from(whole.map((byte, at) => (at === 100_000 ? byte ^ 1 : byte))),
  ],
  ["a tail of zeros", (whole) => Buffer.from(whole).fill(0, whole.length / 2)],
  ["nothing but zeros", (whole) => Buffer.alloc(whole.length)],
  ["an end too soon", (whole) => whole.subarray(0, -4096)],
  ["an end within the checksum", (whole) => whole.subarray(0, 5)],
  ["no content", () => Buffer.alloc(0)],
  ["another content", () => Buffer.from("no code of any V8")],
];

test.each(damages)("what is compiled, with %s, is not used but replaced", async (_, damaged) => {
  const { folder, kept } = installed();
  const damage = damaged(readFileSync(kept));
  writeFileSync(kept, damage);
  expect(await commandIn(folder, {}, ...others)).toEqual(different);
  const healed = readFileSync(kept);
  expect([healed.length > 1_000_000, healed.equals(damage)]).toEqual([true, false]);
  // It stays as it is where it fits.
  expect(await commandIn(folder, {}, ...others)).toEqual(different);
  expect(readFileSync(kept).equals(healed)).toBe(true);
});

test("each set of V8's flags has what is compiled for it, and the oldest of many is left out", async () => {
  const { folder, kept } = installed();
  const sized = (size: number): NodeJS.ProcessEnv => ({
    NODE_OPTIONS: `--max-old-space-size=${size}`,
  });
  const contents = (): Buffer[] =>
    keptFilesIn(folder).map((name) => readFileSync(join(folder, name)));
  await commandIn(folder, sized(501), ...others);
  const two = contents();
  expect(two.length).toBe(2);
  await commandIn(folder, {}, ...others);
  await commandIn(folder, sized(501), ...others);
  expect(Buffer.concat(contents()).equals(Buffer.concat(two))).toBe(true);

  const leftOver = `${kept}.0f`;
  writeFileSync(leftOver, "half of one");
  utimesSync(leftOver, new Date("2020-01-01"), new Date("2020-01-01"));
  utimesSync(kept, new Date("2020-01-02"), new Date("2020-01-02"));
  for (const size of [502, 503, 504]) await commandIn(folder, sized(size), ...others);
  const names = keptFilesIn(folder);
  expect([names.length, names.filter((name) => name.endsWith(".0f"))]).toEqual([5, []]);
  await commandIn(folder, sized(505), ...others);
  expect([keptFilesIn(folder).length, existsSync(kept)]).toEqual([5, false]);
});

test("two that write at once, with one process id as containers have, write two files", async () => {
  const { folder, kept } = installed();
  const told = before(`import fs from "node:fs";
    Object.defineProperty(process, "pid", { value: 7 });
    const { renameSync } = fs;
    fs.renameSync = (from, to) => (console.error(from), renameSync(from, to));`);
  const names = [];
  for (let count = 0; count < 2; count++) {
    rmSync(kept);
    const { stderr } = await commandIn(folder, told, ...others);
    expect(stderr).toContain(`${kept}.`);
    names.push(stderr);
  }
  expect(names[0]).not.toBe(names[1]);
  expect(keptFilesIn(folder).length).toBe(1);
});

const tellsOfCompiling = before(`import { Script } from "node:vm";
  const { createCachedData } = Script.prototype;
  Script.prototype.createCachedData = function () { console.error("COMPILED"); return createCachedData.call(this); };`);

test("where nothing can be written nothing is compiled for it, and nobody is told", async () => {
  const { folder, kept } = installed();
  rmSync(kept);
  chmodSync(folder, 0o555);
  // Whoever is root may write everywhere.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  const options = { env: { NO_COLOR: "1", ...tellsOfCompiling }, ...nobody };
  const running = execute(process.execPath, [join(folder, "crosswalk.js"), ...others], options);
  expect(await ended(running)).toEqual(different);
  expect(keptFilesIn(folder)).toEqual([]);
  chmodSync(folder, 0o755);
  expect(await commandIn(folder, tellsOfCompiling, ...others)).toEqual({
    ...different,
    stderr: "COMPILED\n",
  });
  expect(keptFilesIn(folder).length).toBe(1);
});

test("whatever goes wrong with keeping it, the exit code is the answer", async () => {
  const { folder, kept } = installed();
  rmSync(kept);
  mkdirSync(kept);
  const same = ["origin", "https://a.example", "https://a.example:443"];
  expect(await commandIn(folder, {}, ...same)).toMatchObject({ code: 0, stderr: "" });
  expect(keptFilesIn(folder).length).toBe(1);
  const full = before(`import fs from "node:fs";
    for (const name of ["closeSync", "renameSync", "rmSync"])
      fs[name] = () => { throw new Error(name); };`);
  expect(await commandIn(folder, full, ...same)).toMatchObject({ code: 0, stderr: "" });
});

test("who declines what Node keeps declines this", async () => {
  const { folder, kept } = installed();
  writeFileSync(kept, "");
  const declined = { NODE_DISABLE_COMPILE_CACHE: "1" };
  expect(await commandIn(folder, declined, ...others)).toEqual(different);
  expect([keptFilesIn(folder).length, readFileSync(kept, "utf8")]).toEqual([1, ""]);
});

test("a link to the command is the command, whatever Node makes of links", async () => {
  const { folder } = installed();
  mkdirSync(join(folder, "bin"));
  const link = join(folder, "bin", "crosswalk");
  symlinkSync("../crosswalk.js", link);
  for (const flags of [[], ["--preserve-symlinks", "--preserve-symlinks-main"]]) {
    const running = execute(process.execPath, [...flags, link, ...others], {
      env: { NO_COLOR: "1" },
    });
    expect(await ended(running)).toEqual(different);
  }
});

test("nothing that is compiled is in the package, half written or whole", async () => {
  const [kept = ""] = keptFilesIn(path("../dist"));
  const leftOver = path(`../dist/${kept}.0f`);
  writeFileSync(leftOver, "half of one");
  onTestFinished(() => rmSync(leftOver));
  const pack = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const { stdout } = await execute("npm", pack, { cwd: path("..") });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const names = files.map((file) => file.path);
  expect(names).toContain(`dist/${commandFile()}`);
  expect(names.filter((name) => name.includes("compiled"))).toEqual([]);
});

const curl = "curl 'https://api.example/' -H 'Origin: https://app.example'";

test("no command line that asks nobody makes Node read its own fetch", async () => {
  const trap = `for (const name of ["fetch", "FormData", "Headers", "Request", "Response"])
    Object.defineProperty(globalThis, name, { get() { throw new Error(name) } });`;
  const posted = `${curl} --data-raw '{}' -H 'Content-Type: application/json' -b a=1`;
  const { code, stdout } = await crosswalkWith(
    before(trap),
    "explain",
    posted,
    "HTTP/1.1 200 OK\r\n\r\n",
  );
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
