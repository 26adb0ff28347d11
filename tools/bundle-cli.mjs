// Makes of the command, and of all that it imports, one file for what every command line needs, and others beside it for what only
// some do: Node finds and reads hundreds of modules in half a second, and one in a twentieth. The libraries stay as tsc writes them.
//
//     node tools/bundle-cli.mjs
//
// What is imported with `import()` becomes a file of its own by that. `apart` says which packages do, though they are imported at
// the top of modules.

import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(`../packages/cli/${path}`, import.meta.url));

const PIECE = "piece-";

/** Who imports it, and what. They are read when something of them is first used: a script to parse, a cookie to keep. */
const apart = new Map([
  ["acorn", "../packages/explain/package.json"],
  ["fzstd", "../packages/browser/package.json"],
  ["tldts", "../packages/browser/package.json"],
  ["tough-cookie", "../packages/browser/package.json"],
]);

/** @type {import("esbuild").Plugin} */
const readLate = {
  name: "read-late",
  setup({ onLoad, onResolve }) {
    const names = new RegExp(`^(?:${[...apart.keys()].join("|")})$`);
    onResolve({ filter: names }, ({ path, kind }) =>
      kind === "entry-point" ? null : { path, namespace: "read-late" },
    );
    // Each browser of the command is given its transport: sockets are for what asks a server.
    onResolve({ filter: /^#default-transport$/ }, () => ({
      path: file("../browser/src/transports/default-web.ts"),
    }));
    onResolve({ filter: /^\.\/[\w-]+\.cjs$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: names, namespace: "read-late" }, ({ path }) => {
      const require = createRequire(new URL(apart.get(path) ?? "", import.meta.url));
      const getters = Object.keys(require(path)).map(
        (name) => `get ${name}() { return require("./${path}.cjs").${name}; }`,
      );
      return { contents: `module.exports = { ${getters.join(", ")} };`, loader: "js" };
    });
  },
};

/** @type {import("esbuild").BuildOptions & { metafile: true }} */
const options = {
  bundle: true,
  platform: "node",
  target: "node20",
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
  plugins: [readLate],
};

const results = await Promise.all([
  build({
    ...options,
    entryPoints: [{ in: file("src/main.ts"), out: "crosswalk" }],
    format: "esm",
    splitting: true,
    chunkNames: `${PIECE}[hash]`,
    // CommonJS packages ask for Node's modules with `require`.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  }),
  ...[...apart].map(([name, from]) =>
    build({
      ...options,
      entryPoints: [{ in: createRequire(new URL(from, import.meta.url)).resolve(name), out: name }],
      format: "cjs",
      outExtension: { ".js": ".cjs" },
      // What a package has beside its CommonJS can be left out in part.
      mainFields: ["module", "main"],
    }),
  ),
]);

const dist = file("dist/");
const written = new Set(
  results.flatMap(({ metafile }) => Object.keys(metafile.outputs).map((path) => basename(path))),
);

// Names of pieces tell what is in them: those of an earlier build would stay, and so would what is compiled of no source any more.
const stale = (await readdir(dist)).filter((name) => {
  const compiled = /^(.+?)\.(?:c?js|d\.ts)(?:\.map)?$/.exec(name);
  return compiled !== null && !written.has(name) && !existsSync(file(`src/${compiled[1]}.ts`));
});
await Promise.all(stale.map((name) => rm(dist + name, { force: true })));

// Whose code is in the files has its licence beside them.
const folders = new Set(
  results.flatMap(({ metafile }) =>
    Object.keys(metafile.inputs).flatMap((path) => {
      const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(resolve(path))?.[1];
      return folder === undefined ? [] : [folder];
    }),
  ),
);

/** @param {string} folder @returns {Promise<string>} */
async function licenceOf(folder) {
  const name = (await readdir(folder)).find((one) => /^licen[cs]e(?:\.|$)/i.test(one));
  const { name: title, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  if (name === undefined) throw new Error(`${title} is bundled, and has no licence to copy`);
  return `${title} ${version}\n\n${(await readFile(join(folder, name), "utf8")).trim()}\n`;
}

const withSuffixes = results.flatMap(({ metafile }) =>
  Object.entries(metafile.outputs).flatMap(([path, { inputs }]) =>
    Object.keys(inputs).some((input) => /\/tldts\/|public-suffix-table/.test(input))
      ? [`    ${basename(path)}`]
      : [],
  ),
);
const suffixes = `Data of the Public Suffix List, https://publicsuffix.org/list/, in the files

${withSuffixes.toSorted().join("\n")}

The list is subject to the terms of the Mozilla Public License, v. 2.0. You can obtain a copy of the licence at
https://mozilla.org/MPL/2.0/, and the list in its original form at
https://publicsuffix.org/list/public_suffix_list.dat. What is in these files are the same rules in another notation,
available under the same terms. No other part is covered by that licence.
`;
const RULE = `\n${"-".repeat(72)}\n\n`;
const licences = await Promise.all([...folders].toSorted().map(licenceOf));
const heading = "@crosswalk/cli\n\nThe files beside this one contain code and data of others.\n";
await writeFile(`${dist}NOTICE`, [heading, ...licences, suffixes].join(RULE));
