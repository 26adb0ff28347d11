import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";

// The arrows are lint rules of .oxlintrc.json. Here small files that break each arrow, and files that break none, are linted
// under that configuration in a tree of the same shape. Then each arrow's rule is taken out in turn: what is not
// missed by any of these files is not tested.

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Situation {
  readonly title: string;
  readonly room: string;
  readonly source: string;
  /** The rule that finds it, or null where nothing does. */
  readonly finding:
    | "no-restricted-imports"
    | "no-restricted-globals"
    | "no-cycle"
    | "no-dynamic-require"
    | null;
}

const PROTOCOL = "packages/cors/src/protocol";
const POLICY = "packages/cors/src/policy";
const ADAPTERS = "packages/cors/src/adapters";
const MIGRATE = "packages/cors/src/migrate";
const BROWSER = "packages/browser/src/fetching";
const INFRASTRUCTURE = "packages/browser/src/infrastructure";
const TRANSPORTS = "packages/browser/src/transports";
const CONFIG = "packages/config/src/emit";
const EXPLAIN = "packages/explain/src/diagnose";
const VERIFY = "packages/verify/src/staging";
const CLI = "packages/cli/src/commands";

const importsThatBreak: readonly (readonly [room: string, specifier: string])[] = [
  [PROTOCOL, "../policy/decide.ts"],
  [PROTOCOL, "./../policy/decide.ts"],
  [PROTOCOL, "../adapters/web.ts"],
  [PROTOCOL, "node:fs"],
  [PROTOCOL, "undici"],
  [PROTOCOL, "@crosswalk/cors"],
  [PROTOCOL, "@crosswalk/cors/protocol"],
  [POLICY, "../adapters/node.ts"],
  [POLICY, "../migrate/cors.ts"],
  [POLICY, "../../test/laws.ts"],
  [POLICY, "../../../browser/src/index.ts"],
  [POLICY, "@crosswalk/browser"],
  [POLICY, "node:url"],
  [POLICY, "tldts"],
  [ADAPTERS, "../migrate/cors.ts"],
  [ADAPTERS, "../../test/adapters/matrix.ts"],
  [ADAPTERS, "node:http"],
  [ADAPTERS, "express"],
  [ADAPTERS, "@crosswalk/browser"],
  [MIGRATE, "../protocol/methods.ts"],
  [MIGRATE, "node:http"],
  [MIGRATE, "cors"],
  [BROWSER, "@crosswalk/cors"],
  [BROWSER, "@crosswalk/cors/node"],
  [BROWSER, "../../../cors/src/policy/decide.ts"],
  [BROWSER, "../../../cors/src/protocol/methods.ts"],
  [BROWSER, "node:http"],
  [BROWSER, "undici"],
  [INFRASTRUCTURE, "../fetching/main-fetch.ts"],
  [INFRASTRUCTURE, "../engines/engines.ts"],
  [INFRASTRUCTURE, "./../page.ts"],
  [INFRASTRUCTURE, "@crosswalk/cors"],
  [TRANSPORTS, "@crosswalk/cors"],
  [TRANSPORTS, "../../../cors/src/policy/decide.ts"],
  [TRANSPORTS, "tldts"],
  [TRANSPORTS, "undici"],
  [CONFIG, "@crosswalk/browser"],
  [CONFIG, "@crosswalk/cors/node"],
  [CONFIG, "../../../browser/src/index.ts"],
  [CONFIG, "node:fs"],
  [EXPLAIN, "@crosswalk/cors/node"],
  [EXPLAIN, "@crosswalk/browser/node"],
  [EXPLAIN, "../../../config/src/index.ts"],
  [EXPLAIN, "node:fs"],
  [VERIFY, "@crosswalk/browser"],
  [VERIFY, "../../../explain/src/index.ts"],
  [VERIFY, "../../../../conformance/lab/case.ts"],
  [VERIFY, "esbuild"],
  [CLI, "../../explain/test/kit.ts"],
  [CLI, "../../../packages/explain/src/index.ts"],
  ["packages/config/src/emit", "../../../../conformance/test/emit.ts"],
  ["packages/config/src/emit", "../../../../tools/readme.mjs"],
  ["packages/config/src/emit", "../../test/emit.ts"],
  ["packages/config/src/emit", "../../../../packages/cors/src/policy/decide.ts"],
  ["packages/cors/test/policy", "../../../../bench/decide.ts"],
  ["packages/cors/test/policy", "../../../../examples/src/express.ts"],
  ["packages/cors/test/policy", "../../../../conformance/test/matrix.ts"],
  ["packages/cors/test/policy", "../../../../playground/src/main.ts"],
  ["tools", "../bench/decide.ts"],
  ["bench", "../packages/cors/src/policy/decide.ts"],
  ["bench", "../examples/src/express.ts"],
  ["conformance/test", "../../packages/cors/test/laws.ts"],
  ["conformance/oracle", "@crosswalk/cors/protocol"],
  ["conformance/oracle", "../lab/case.ts"],
  ["examples/src", "../../packages/cors/src/policy/index.ts"],
  ["playground/src", "../../conformance/test/matrix.ts"],
];

const importsThatMayBe: readonly (readonly [room: string, statement: string])[] = [
  [PROTOCOL, `export { a } from "./methods.ts";`],
  [POLICY, `export { a } from "./decide.ts";`],
  [POLICY, `export { a } from "../protocol/index.ts";`],
  [ADAPTERS, `export { a } from "../policy/index.ts";`],
  [ADAPTERS, `export type { A } from "../protocol/header-list.ts";`],
  [ADAPTERS, `import type { A } from "../protocol/header-list.ts"; export const a: A = 1;`],
  [ADAPTERS, `export { a } from "./apply-decision.ts";`],
  [MIGRATE, `export { a } from "../policy/index.ts";`],
  [MIGRATE, `export { a } from "../adapters/koa.ts";`],
  [BROWSER, `export { a } from "@crosswalk/cors/protocol";`],
  [BROWSER, `export { a } from "../infrastructure/request.ts";`],
  [BROWSER, `export { a } from "@exodus/bytes/encoding-browser.js";`],
  [BROWSER, `export { a } from "tough-cookie";`],
  [INFRASTRUCTURE, `export { a } from "./body.ts";`],
  [INFRASTRUCTURE, `export { a } from "@crosswalk/cors/protocol";`],
  [INFRASTRUCTURE, `export { a } from "tldts";`],
  [TRANSPORTS, `export { a } from "node:http";`],
  ["packages/config/src/emit", `export { a } from "@crosswalk/cors";`],
  ["packages/cors/test/policy", `export { a } from "../../src/policy/decide.ts";`],
  ["packages/explain/src/sources", `export { a } from "acorn";`],
  [VERIFY, `export { a } from "@crosswalk/explain";`],
  [VERIFY, `export { a } from "node:net";`],
  [VERIFY, `export { a } from "node:fs/promises";`],
  ["bench", `export { a } from "@crosswalk/cors/node";`],
  ["examples/test", `export { a } from "../src/express.ts";`],
];

/** What a value or type of this name would give protocol: the platform, the clock, the network. */
const globalsOfPlatforms = [
  "AbortController AbortSignal Blob BroadcastChannel Buffer CustomEvent DOMException Event EventTarget File FormData Headers",
  "Intl MessageChannel ReadableStream Request Response TextDecoder TextEncoder TransformStream URL URLPattern URLSearchParams",
  "WebAssembly WebSocket Worker WritableStream XMLHttpRequest atob btoa caches clearImmediate clearInterval clearTimeout",
  "console crypto document fetch global globalThis indexedDB localStorage location navigator performance process",
  "queueMicrotask require self sessionStorage setImmediate setInterval setTimeout structuredClone window",
].flatMap((line) => line.split(" "));

/** What no library of ours may use, wherever it runs. */
const globalsOfOneRuntime =
  "process Buffer require global window document navigator fetch XMLHttpRequest WebSocket".split(
    " ",
  );

const roomOf = (path: string): string => path.replace(/^packages\/(\w+)\/src\//, "$1/");

const situations: readonly Situation[] = [
  ...importsThatBreak.flatMap(([room, specifier]) =>
    Object.entries({
      imports: `import { a } from "${specifier}"; export const b = a;`,
      "imports a type of": `import type { A } from "${specifier}"; export const a: A = 1;`,
      "imports for its effect": `import "${specifier}"; export const b = 1;`,
      "re-exports from": `export { a } from "${specifier}";`,
      "re-exports all of": `export * from "${specifier}";`,
      "loads at run time": `export const a = await import("${specifier}");`,
    }).map(([how, source]): Situation => ({
      title: `${roomOf(room)} ${how} ${specifier}`,
      room,
      source,
      finding: "no-restricted-imports",
    })),
  ),
  {
    title: "cors/adapters imports a value of protocol",
    room: ADAPTERS,
    source: `import { a } from "../protocol/methods.ts"; export const b = a;`,
    finding: "no-restricted-imports",
  },
  ...globalsOfPlatforms.map((name): Situation => ({
    title: `cors/protocol uses ${name}`,
    room: PROTOCOL,
    source: `export const a = (): unknown => ${name};`,
    finding: "no-restricted-globals",
  })),
  ...[POLICY, ADAPTERS, MIGRATE, "packages/config/src/emit"].flatMap((room) =>
    globalsOfOneRuntime.map((name): Situation => ({
      title: `${roomOf(room)} uses ${name}`,
      room,
      source: `export const a = (): unknown => ${name};`,
      finding: "no-restricted-globals",
    })),
  ),
  {
    title: "cors/policy loads what its caller names",
    room: POLICY,
    source: `export const a = async (name: string): Promise<unknown> => await import(name);`,
    finding: "no-dynamic-require",
  },
  {
    title: "a file that imports what imports it",
    room: POLICY,
    source: `import { a } from "./returns.ts"; export const b = (): unknown => a;`,
    finding: "no-cycle",
  },
  {
    title: "verify may start processes and run in pages",
    room: VERIFY,
    source: `export const a = (): unknown => [process, Buffer, fetch, document];`,
    finding: null,
  },
  {
    title: "a page of verify's loads what a scenario names",
    room: "packages/verify/src/page",
    source: `export const a = async (name: string): Promise<unknown> => await import(name);`,
    finding: null,
  },
  ...importsThatMayBe.map(([room, source]): Situation => ({
    title: `${roomOf(room)} may have: ${source}`,
    room,
    source,
    finding: null,
  })),
  {
    title: "cors/protocol may use what ECMAScript has",
    room: PROTOCOL,
    source: `export const a: ReadonlyMap<string, bigint> = new Map([["a", BigInt(Math.trunc(1.5))]]);`,
    finding: null,
  },
  {
    title: "cli may print and exit",
    room: CLI,
    source: `export const a = (): void => { console.log(1); process.exitCode = 1; };`,
    finding: null,
  },
  {
    title: "cors/policy may use timers",
    room: POLICY,
    source: `export const a = (): unknown => setTimeout(() => {}, 1);`,
    finding: null,
  },
];

interface Rules {
  rules?: Record<string, unknown>;
}
interface Configuration extends Rules {
  overrides: (Rules & { files: string[] })[];
}

/** `.oxlintrc.json` is JSON with comment lines. */
const configuration = JSON.parse(
  readFileSync(join(root, ".oxlintrc.json"), "utf8").replaceAll(/^\s*\/\/.*$/gm, ""),
) as Configuration;

let tree: string;
const files = situations.map(({ room }, index) => `${room}/situation-${index}.ts`);

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "arrows-"));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  };
  for (const [index, { source }] of situations.entries()) write(files[index] ?? "", source);
  const cycle = situations.findIndex(({ finding }) => finding === "no-cycle");
  write(`${POLICY}/returns.ts`, `export { b as a } from "./situation-${cycle}.ts";`);
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** What the linter finds in each situation: the names of the rules. */
function lint(config: Configuration): readonly ReadonlySet<string>[] {
  writeFileSync(join(tree, ".oxlintrc.json"), JSON.stringify(config));
  let report: string;
  try {
    report = execFileSync(
      process.execPath,
      [join(root, "node_modules/oxlint/bin/oxlint"), "--format=json", "."],
      { cwd: tree, encoding: "utf8", maxBuffer: 2 ** 26, stdio: ["ignore", "pipe", "inherit"] },
    );
  } catch (error) {
    // It exits 1 where it finds something.
    report = (error as { stdout: string }).stdout;
  }
  const found = situations.map(() => new Set<string>());
  const { diagnostics } = JSON.parse(report) as {
    diagnostics: { code?: string; filename: string }[];
  };
  for (const { code, filename } of diagnostics) {
    found[files.indexOf(filename)]?.add(/\(([\w-]+)\)$/.exec(code ?? "")?.[1] ?? "unknown");
  }
  return found;
}

describe("the arrows between rooms", () => {
  let found: readonly ReadonlySet<string>[];
  beforeAll(() => {
    found = lint(configuration);
  });

  for (const [index, { title, finding }] of situations.entries()) {
    test(title, () => {
      expect([...(found[index] ?? [])]).toEqual(finding === null ? [] : [finding]);
    });
  }
});

describe("each arrow is missed when it is taken out", () => {
  const arrows = [
    ...["no-restricted-imports", "import/no-cycle"].map((rule) => ({
      at: "everywhere",
      rule,
      index: -1,
    })),
    ...configuration.overrides.flatMap(({ files: at, rules }, index) =>
      Object.entries(rules ?? {})
        // What is switched off lets pass; that is held by situations in which nothing is found.
        .filter(([, setting]) => setting !== "off")
        .map(([rule]) => rule)
        .filter((rule) => rule.startsWith("no-restricted-") || rule === "import/no-dynamic-require")
        .map((rule) => ({ at: at.join(" "), rule, index })),
    ),
  ];

  for (const { at, rule, index } of arrows)
    it(`${rule} in ${at}`, () => {
      const without = structuredClone(configuration);
      const rules = index === -1 ? without.rules : without.overrides[index]?.rules;
      delete rules?.[rule];
      const found = lint(without);
      const missed = situations.filter(
        ({ finding }, situation) => finding !== null && !found[situation]?.has(finding),
      );
      expect(missed).not.toEqual([]);
    });
});
