import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, runProgram } from "../lib/run-program.mjs";

/** @typedef {import("./pack.mjs").PublicPackage} PublicPackage */

/**
 * A program that has every entry, and uses the package as its README does. A wrong use must not compile: types that are not
 * found are `any`, and nothing would be wrong.
 *
 * @type {Record<string, string>}
 */
const USES = {
  "@crosswalk/cors": `
import { createCors, parseOrigins } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/web";

const guard = createCors({ allowOrigins: ["https://app.example.com"], allowCredentials: true });
export const handler: (request: Request) => Promise<Response> = cors(guard)(() => new Response());
export const origins: readonly string[] = parseOrigins("https://app.example.com");
// @ts-expect-error: an origin has no path, not even a slash
createCors({ allowOrigins: ["https://app.example.com/"] });
// @ts-expect-error: not everyone, with credentials
createCors({ allowOrigins: "*", allowCredentials: true });
`,
  "@crosswalk/browser": `
import { Browser, handlerTransport, type Transport } from "@crosswalk/browser";
import { corsMatchers } from "@crosswalk/browser/matchers";

const transport: Transport = handlerTransport((request: Request) => new Response(request.url));
export const response: Promise<Response> = new Browser({ engine: "firefox", transport })
  .open("https://app.example/")
  .fetch("https://api.example/", { headers: [["X-A", "1"]] });
export const matchers: object = corsMatchers;
// @ts-expect-error: no such engine
export const wrong = (): Browser => new Browser({ engine: "netscape" });
`,
};

/**
 * What an entry is for, and whoever imports it has.
 *
 * @type {Record<string, string>}
 */
const BESIDE = { "@crosswalk/browser/matchers/jest-globals": "expect" };

/** @typedef {{ lib: string[], types: string[], typeRoots?: string[], module?: string, moduleResolution?: string }} CompilerOptions */

/** @type {CompilerOptions} */
const DOM = { lib: ["es2022", "dom", "dom.iterable"], types: [] };

/**
 * Without the DOM: what a server's tsconfig.json has.
 *
 * @type {CompilerOptions}
 */
const NODE = {
  lib: ["es2022"],
  types: ["node"],
  typeRoots: [join(root, "node_modules/@types")],
};

const COMPILERS = [
  { title: "nodenext, DOM types", options: { module: "nodenext", ...DOM } },
  { title: "nodenext, Node types", options: { module: "nodenext", ...NODE } },
  {
    title: "bundler, DOM types",
    options: { module: "esnext", moduleResolution: "bundler", ...DOM },
  },
];

/**
 * @param {PublicPackage} subject @param {string} folder where it is installed
 * @returns {import("../lib/steps.mjs").Step[]}
 */
export function consumeSteps({ name, entries }, folder) {
  const specifiers = JSON.stringify(entries.map(({ entry }) => entry));
  /** @param {string} file @param {string} text */
  const write = (file, text) => writeFileSync(join(folder, file), text);

  const beside = entries.map(({ entry }) => BESIDE[entry]).filter((other) => other !== undefined);
  return [
    ...beside.map((other) => ({
      name: `${name}: installs beside ${other}`,
      run: async () => {
        const manifest = join(root, "node_modules", other, "package.json");
        const { version } = JSON.parse(readFileSync(manifest, "utf8"));
        const options = ["--prefer-offline", "--no-audit", "--no-fund"];
        await runProgram("npm", ["install", ...options, `${other}@${version}`], { cwd: folder });
        return version;
      },
    })),
    {
      name: `${name}: every entry can be imported`,
      run: async () => {
        write(
          "import.mjs",
          `for (const entry of ${specifiers}) ${LIST_NAMES("await import(entry)")}`,
        );
        const output = await runProgram(process.execPath, ["import.mjs"], { cwd: folder });
        return `${entries.length} entries, ${output.trim().split(/\s+/).length - entries.length} names`;
      },
    },
    {
      name: `${name}: every entry can be required, and is the same`,
      run: async () => {
        write("require.cjs", `for (const entry of ${specifiers}) ${LIST_NAMES("require(entry)")}`);
        const required = await runProgram(process.execPath, ["require.cjs"], { cwd: folder });
        const imported = await runProgram(process.execPath, ["import.mjs"], { cwd: folder });
        if (required !== imported) throw new Error(`imported:\n${imported}required:\n${required}`);
      },
    },
    ...COMPILERS.map(({ title, options }) => ({
      name: `${name}: compiles in ${title}`,
      run: async () => {
        const hasNode = options.types.includes("node");
        const compiled = entries.filter(({ isOfNode }) => hasNode || !isOfNode);
        const imports = compiled.map(({ entry }, at) => `import * as entry${at} from "${entry}";`);
        const list = compiled.map((_, at) => `entry${at}`).join(", ");
        write(
          "consumer.ts",
          `${imports.join("\n")}\nexport const entries: object[] = [${list}];\n`,
        );
        write("uses.ts", USES[name] ?? "export {};");
        const requires = compiled.map(
          ({ entry }, at) => `import entry${at} = require("${entry}");`,
        );
        write(
          "consumer.cts",
          `${requires.join("\n")}\nexport const entries: object[] = [${list}];\n`,
        );
        // NB: `import … = require` is not for bundlers.
        const files = [
          "consumer.ts",
          "uses.ts",
          ...(options.module === "nodenext" ? ["consumer.cts"] : []),
        ];
        const compilerOptions = {
          strict: true,
          noEmit: true,
          target: "es2022",
          skipLibCheck: false,
          ...options,
        };
        write("tsconfig.json", JSON.stringify({ compilerOptions, files }));
        await runProgram("tsc", ["-p", "tsconfig.json"], { cwd: folder });
      },
    })),
  ];
}

/** @param {string} load @returns {string} */
const LIST_NAMES = (load) => `{
  // \`require\` adds __esModule to a module with a default export.
  const names = Object.keys(${load}).filter((name) => name !== "__esModule").sort();
  if (names.length === 0) throw new Error(entry + " exports nothing");
  console.log(entry, ...names);
}
`;
