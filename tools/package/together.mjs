import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, runProgram } from "../lib/run-program.mjs";

/** A program that uses the libraries as their READMEs do. The wrong use must not compile: types that are not found are `any`. */
const PROGRAM = `
import { Browser, handlerTransport } from "@crosswalk/browser";
import { listenerTransport } from "@crosswalk/browser/node";
import { corsMatchers } from "@crosswalk/browser/matchers";
import { emitTargets } from "@crosswalk/config";
import { explain } from "@crosswalk/explain";

const transport = handlerTransport(() => Response.json({}, { headers: { "Access-Control-Allow-Origin": "*" } }));
const browser = new Browser({ engine: "firefox", transport });
const response: Response = await browser.open("https://app.example/").fetch("https://api.example/");
const parts: readonly unknown[] = [listenerTransport, corsMatchers, explain, emitTargets];
if (response.type !== "cors" || parts.includes(undefined)) throw new Error(response.type);
// @ts-expect-error: no such engine
export const wrong = () => new Browser({ engine: "netscape" });
`;

const COMPILER_OPTIONS = {
  strict: true,
  target: "es2022",
  module: "nodenext",
  lib: ["es2022", "dom", "dom.iterable", "dom.asynciterable"],
  types: ["node"],
  typeRoots: [join(root, "node_modules/@types")],
  skipLibCheck: false,
};

const GRANTING = `HTTP/1.1 200 OK\r
Access-Control-Allow-Origin: https://app.example\r
Vary: Origin\r
\r
`;

/**
 * All packages, those that are not published yet as well, packed and installed beside each other as who uses the command has them.
 * What they depend on comes from npm's cache, or from its registry.
 *
 * @param {string} folder
 * @returns {import("../lib/steps.mjs").Step[]}
 */
export function togetherSteps(folder) {
  const tarballs = join(folder, "tarballs");
  const consumer = join(folder, "consumer");
  /** @param {readonly string[]} parameters */
  const crosswalk = (...parameters) =>
    runProgram("npm", ["exec", "--offline", "--", "crosswalk", ...parameters], { cwd: consumer });

  return [
    {
      name: "all packages: pack, and install in an empty folder",
      run: async () => {
        mkdirSync(tarballs, { recursive: true });
        mkdirSync(consumer, { recursive: true });
        for (const name of readdirSync(join(root, "packages"))) {
          await runProgram("npm", ["pack", "--pack-destination", tarballs], {
            cwd: join(root, "packages", name),
          });
        }
        writeFileSync(
          join(consumer, "package.json"),
          JSON.stringify({ name: "consumer", private: true, type: "module" }),
        );
        const files = readdirSync(tarballs).map((file) => join(tarballs, file));
        await runProgram(
          "npm",
          ["install", "--prefer-offline", "--no-audit", "--no-fund", ...files],
          { cwd: consumer },
        );
        return `${files.length} packages`;
      },
    },
    {
      name: "all packages: a program of the libraries compiles, and runs",
      run: async () => {
        writeFileSync(join(consumer, "program.ts"), PROGRAM);
        writeFileSync(
          join(consumer, "tsconfig.json"),
          JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files: ["program.ts"] }),
        );
        await runProgram("tsc", ["-p", "tsconfig.json"], { cwd: consumer });
        await runProgram(process.execPath, ["program.js"], { cwd: consumer });
      },
    },
    {
      name: "all packages: crosswalk origin",
      run: async () => {
        const output = await crosswalk("origin", "https://a.example", "https://a.example/path");
        if (!output.includes("✔ same origin")) throw new Error(output);
      },
    },
    {
      name: "all packages: crosswalk explain",
      run: async () => {
        writeFileSync(join(consumer, "headers.txt"), GRANTING);
        const pasted = "curl https://api.example/orders";
        const given = ["--offline", "--page", "https://app.example", pasted, "headers.txt"];
        const output = await crosswalk("explain", ...given);
        if (!output.includes("Allowed: the page may read the response.")) throw new Error(output);
      },
    },
  ];
}
