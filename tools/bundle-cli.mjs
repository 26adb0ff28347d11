// Makes one file of the command and all that it imports, and one of what --verify needs: Node finds and reads hundreds of modules
// in half a second, and one in a twentieth. The libraries stay as tsc writes them.
//
//     node tools/bundle-cli.mjs

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(`../packages/cli/${path}`, import.meta.url));

/** @type {import("esbuild").BuildOptions} */
const options = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  conditions: ["@crosswalk/source"],
  // What is shorter is compiled sooner. Names stay: errors show them.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "eof",
  logLevel: "warning",
  // CommonJS packages ask for Node's modules with `require`.
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
};

await build({
  ...options,
  entryPoints: [file("src/main.ts")],
  outfile: file("dist/crosswalk.js"),
  plugins: [
    {
      // Who doesn't ask for --verify doesn't wait for it to be read: it is a file of its own, beside this one.
      name: "verify-apart",
      setup({ onResolve }) {
        onResolve({ filter: /^@crosswalk\/verify$/ }, () => ({
          path: "./verify.js",
          external: true,
        }));
      },
    },
  ],
});
await build({
  ...options,
  entryPoints: [file("../verify/src/index.ts")],
  outfile: file("dist/verify.js"),
});
