// Makes of the command, and of all that it imports, one file, a small one that starts it, and what V8 compiles of it: Node finds and
// reads hundreds of modules in half a second, and one in a twentieth. The libraries stay as tsc writes them.
//
//     node tools/bundle-cli.mjs

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(`../packages/cli/${path}`, import.meta.url));

const ENTRY = "crosswalk.js";

/** Who imports it, and what. They are run when something of them is first used: a script to parse, a cookie to keep. */
const late = new Map([
  ["acorn", "../packages/explain/package.json"],
  ["fzstd", "../packages/browser/package.json"],
  ["tldts", "../packages/browser/package.json"],
  ["tough-cookie", "../packages/browser/package.json"],
]);
const NOW = "now:";

/** @param {string} name */
const requireOf = (name) => createRequire(new URL(late.get(name) ?? "", import.meta.url));

/** @type {import("esbuild").Plugin} */
const runLate = {
  name: "run-late",
  setup({ onLoad, onResolve }) {
    const names = [...late.keys()].join("|");
    onResolve({ filter: new RegExp(`^(?:${names})$`) }, ({ path }) => ({
      path,
      namespace: "late",
    }));
    onResolve({ filter: new RegExp(`^${NOW}`) }, ({ path }) => {
      const name = path.slice(NOW.length);
      return { path: requireOf(name).resolve(name) };
    });
    // Each browser of the command is given its transport: sockets are for what asks a server.
    onResolve({ filter: /^#default-transport$/ }, () => ({
      path: file("../browser/src/transports/default-web.ts"),
    }));
    // It reads no text that is older than Unicode, so what the platform has of encodings does.
    onResolve({ filter: /^@exodus\/bytes\/encoding-browser\.js$/ }, ({ path }) => ({
      path,
      namespace: "platform",
    }));
    onLoad({ filter: /./, namespace: "platform" }, () => ({
      contents: "export const { TextDecoder } = globalThis;",
    }));
    onLoad({ filter: /./, namespace: "late" }, ({ path }) => {
      const getters = Object.keys(requireOf(path)(path)).map(
        (name) => `get ${name}() { return require("${NOW}${path}").${name}; }`,
      );
      return {
        contents: `module.exports = { ${getters.join(", ")} };`,
        loader: "js",
        resolveDir: file("."),
      };
    });
  },
};

/** @type {import("esbuild").BuildOptions & { metafile: true, write: false }} */
const options = {
  bundle: true,
  write: false,
  platform: "node",
  target: "node20",
  // CommonJS: for the other kind of module Node reads a loader of its own first.
  format: "cjs",
  outdir: file("dist"),
  conditions: ["@crosswalk/source"],
  // What is shorter is compiled sooner. Names stay: errors show them.
  minifySyntax: true,
  minifyWhitespace: true,
  // No script asks here whether what a page is given is the platform's, and Node reads all of its `fetch` for these two names.
  define: { "Headers.prototype": "Object.prototype", "Response.prototype": "Object.prototype" },
  legalComments: "eof",
  metafile: true,
  logLevel: "warning",
  plugins: [runLate],
};

/** @param {import("esbuild").BuildResult<typeof options>} result */
const textOf = ({ outputFiles: [output] }) => output?.text ?? "";

const command = await build({ ...options, entryPoints: [file("src/main.ts")] });
// A script whose value is a function: it is compiled by the file that starts it.
const commandText = `(function (require) {${textOf(command)}\n})`;
const hash = createHash("sha256").update(commandText).digest("hex").slice(0, 8);
const commandFile = `command-${hash}.cjs`;
const launcher = await build({
  ...options,
  entryPoints: [file("src/launch.ts")],
  define: { COMMAND_FILE: JSON.stringify(commandFile) },
});

const dist = file("dist/");
await writeAnew(dist + commandFile, commandText);
await writeAnew(dist + ENTRY, textOf(launcher));
await writeAnew(`${dist}package.json`, '{ "type": "commonjs" }\n');

// Nothing of an earlier build stays, nor what was compiled of it or of this one.
const stale = (await readdir(dist)).filter(
  (name) => /\.(?:c?js(?:\.map)?|compiled.*)$/.test(name) && name !== ENTRY && name !== commandFile,
);
await Promise.all(stale.map((name) => rm(dist + name, { force: true })));

// What is compiled here needn't be by who runs the command first, and each of these needs more of it than the one before.
const origin = "https://app.shop.example.com";
const learnt = [
  ["origin", origin, "https://api.example.co.uk"],
  [
    "explain",
    "--offline",
    `Access to fetch at 'https://api.example.com/' from origin '${origin}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
  ],
  [
    "explain",
    "--offline",
    `curl 'https://api.example.com/' -X PUT -b 'a=1' -H 'Origin: ${origin}' --data-raw '{}'\nHTTP/1.1 200 OK\nset-cookie: a=1`,
  ],
  [
    "explain",
    "--offline",
    `fetch("https://api.example.com/", { method: "PUT", credentials: "include" })\nHTTP/1.1 200 OK\ncontent-type: text/plain`,
    `--page=${origin}`,
  ],
  ["explain", "--offline", JSON.stringify(harOf({ url: "https://api.example.com/", origin }))],
];
for (const words of learnt) {
  const { status } = spawnSync(process.execPath, [dist + ENTRY, ...words], {
    stdio: "ignore",
    env: { ...process.env, CROSSWALK_LEARN: "1", NODE_DISABLE_COMPILE_CACHE: "" },
  });
  if (status !== 1) throw new Error(`crosswalk ${words.join(" ")} ended with ${status}`);
}

// Whose code is in the files has its licence beside them.
const folders = new Set(
  Object.keys(command.metafile.inputs).flatMap((path) => {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(resolve(path))?.[1];
    return folder === undefined ? [] : [folder];
  }),
);

/** @param {string} folder @returns {Promise<string>} */
async function licenceOf(folder) {
  const name = (await readdir(folder)).find((one) => /^licen[cs]e(?:\.|$)/i.test(one));
  const { name: title, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  if (name === undefined) throw new Error(`${title} is bundled, and has no licence to copy`);
  return `${title} ${version}\n\n${(await readFile(join(folder, name), "utf8")).trim()}\n`;
}

const suffixes = `Data of the Public Suffix List, https://publicsuffix.org/list/, in the file

    ${commandFile}

The list is subject to the terms of the Mozilla Public License, v. 2.0. You can obtain a copy of the licence at
https://mozilla.org/MPL/2.0/, and the list in its original form at
https://publicsuffix.org/list/public_suffix_list.dat. What is in that file are the same rules in another notation,
available under the same terms. No other part is covered by that licence.
`;
const RULE = `\n${"-".repeat(72)}\n\n`;
const licences = await Promise.all([...folders].toSorted().map(licenceOf));
const heading = "@crosswalk/cli\n\nThe files beside this one contain code and data of others.\n";
await writeFile(`${dist}NOTICE`, [heading, ...licences, suffixes].join(RULE));

/** @param {{ url: string, origin: string }} request @returns {object} a HAR with one request that failed */
function harOf({ url, origin }) {
  const request = { method: "GET", url, headers: [{ name: "origin", value: origin }] };
  const response = { status: 0, headers: [], content: {}, _error: "net::ERR_FAILED" };
  return {
    log: { version: "1.2", pages: [], entries: [{ _resourceType: "fetch", request, response }] },
  };
}

/** Who runs the command meanwhile finds each file whole. @param {string} path @param {string} text */
async function writeAnew(path, text) {
  await writeFile(`${path}.new`, text, { mode: 0o755 });
  await rename(`${path}.new`, path);
}
