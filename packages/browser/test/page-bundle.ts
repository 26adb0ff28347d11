import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** The engine as a page would get it, as the global `crosswalk`. esbuild refuses what a page does not have: Node.js's modules. */
export async function bundleForPage(): Promise<{ script: string; inputs: string[] }> {
  const { metafile, outputFiles } = await build({
    entryPoints: [path("../src/index.ts")],
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    conditions: ["@crosswalk/source"],
    format: "iife",
    globalName: "crosswalk",
    logLevel: "silent",
  });
  return { script: outputFiles[0]!.text, inputs: Object.keys(metafile.inputs) };
}
