// Makes of the command, and of all that it imports, one file for what every command line needs, and others beside it for what only
// some do: Node finds and reads hundreds of modules in half a second, and one in a twentieth. The libraries stay as tsc writes them.
//
//     node tools/bundle-cli.mjs
//
// What is imported with `import()` becomes a file of its own by that. `apart` says which packages do, though they are imported at
// the top of modules.

import { readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(`../packages/cli/${path}`, import.meta.url));

const PIECE = "piece-";

/** Who imports it, and what. They are read when something of them is first used: a script to parse, a cookie to keep. */
const apart = new Map([
  ["acorn", "../packages/explain/package.json"],
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

/** @type {import("esbuild").BuildOptions} */
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
  logLevel: "warning",
  plugins: [readLate],
};

// Names of pieces tell what is in them: those of an earlier build would stay.
const dist = file("dist/");
await Promise.all(
  (await readdir(dist).catch(() => []))
    .filter((name) => name.startsWith(PIECE))
    .map((name) => rm(dist + name)),
);
await Promise.all([
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
