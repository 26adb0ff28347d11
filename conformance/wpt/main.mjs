// Starts the runner of Web Platform Tests. Node 20 runs no TypeScript, so the sources are bundled first.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: [file("main.ts"), file("run-file.ts"), file("synchronous-thread.ts")],
  outdir: file("dist"),
  bundle: true,
  platform: "node",
  format: "esm",
  conditions: ["@crosswalk/source"],
  external: ["esbuild", "jsdom", "tldts", "tough-cookie", "undici"],
  sourcemap: "inline",
  logLevel: "warning",
});
await import("./dist/main.js");
