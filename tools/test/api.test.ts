import { describe, expect, it } from "vitest";
import { describeApi } from "../api.mjs";
import { parseDeclarations } from "../lib/declarations.mjs";

/** What tsc would write for a package of these files. */
function api(files: Record<string, string>, entries = ["index"]): string {
  return describeApi(
    "pkg",
    entries.map((name) => ({ entry: name, types: `/pkg/dist/${name}.d.ts` })),
    "/pkg",
    (path) => {
      const text = files[path.slice("/pkg/dist/".length, -".d.ts".length)];
      if (text === undefined) throw new Error(`no ${path}`);
      return parseDeclarations(text, path);
    },
  );
}

const head = "# pkg\n\nWritten by `node tools/api.mjs`.\n\n";
const entry = (name: string, ...lines: string[]): string =>
  `## ${name}\n\n\`\`\`ts\n${lines.join("\n")}\n\`\`\`\n`;
const made = (...lines: string[]): string =>
  `\n## What these are made of\n\nNot exported.\n\n\`\`\`ts\n${lines.join("\n")}\n\`\`\`\n`;

describe("the public types of a package", () => {
  it("are what its entry exports, by name, without comments", () => {
    const index = `/**
 * A comment: export declare const no: 1;
 */
export declare function b(x: string): void;
export declare function b(x: number): void;
/** One line. */
export interface A {
    /** Of a member. */
    readonly x: {
        y: 1;
    };
}
//# sourceMappingURL=index.d.ts.map`;
    expect(api({ index })).toBe(
      head +
        entry(
          "index",
          "interface A {\n  readonly x: {\n    y: 1;\n  };\n}",
          "function b(x: string): void;",
          "function b(x: number): void;",
        ),
    );
  });

  it("are followed through files and names", () => {
    const files = {
      index: `export { a as b } from "./a.ts";\nexport type { T, U as default } from "./sub/t.js";`,
      a: `import { c } from "./c.ts";\nexport { c as a };`,
      c: `export declare const c: string;`,
      "sub/t": `export { T } from "../t.ts";\ntype U = 1;\nexport { U };`,
      t: `export type T = 2;`,
    };
    expect(api(files)).toBe(
      head +
        entry(
          "index",
          "type T = 2;",
          "// as b:",
          "const c: string;",
          "// as default:",
          "type U = 1;",
        ),
    );
  });

  it("include what they are made of, once, and nothing else", () => {
    const files = {
      index: `import type { Shared } from "./shared.ts";
declare const hidden: unique symbol;
type Unused = 1;
export type A = Shared & { [hidden]: "Unused" };
export declare class B extends Base<Shared> {
}
declare class Base<T> {
    t: T;
}`,
      shared: `export interface Shared {\n    deep: Deep;\n}\ninterface Deep {\n}`,
    };
    expect(api(files)).toBe(
      head +
        entry(
          "index",
          `type A = Shared & { [hidden]: "Unused" };`,
          "class B extends Base<Shared> {\n}",
        ) +
        made(
          "class Base<T> {\n  t: T;\n}",
          "const hidden: unique symbol;",
          "interface Deep {\n}",
          "interface Shared {\n  deep: Deep;\n}",
        ),
    );
  });

  it("are told once where two entries export them", () => {
    const files = {
      index: `export { A } from "./a.ts";`,
      second: `export { A as B } from "./a.ts";\nexport { x } from "elsewhere";`,
      a: `export declare class A {\n}`,
    };
    expect(api(files, ["index", "second"])).toBe(
      `${head}${entry("index", "class A {\n}")}\n${entry("second", "// B: as in index", "// x: from another package")}`,
    );
  });

  it("are whole where a union's members have comments", () => {
    const index = `export type A = \n/** One. */\n"one"\n/** Two. */\n | {\n    two: 2;\n};`;
    expect(api({ index })).toBe(
      `${head}${entry("index", 'type A = \n"one"\n | {', "  two: 2;", "};")}`,
    );
  });

  it("are also what an entry adds to another's types", () => {
    const index = `declare module "expect" {\n    interface Matchers {\n    }\n}\nexport {};`;
    expect(api({ index })).toBe(
      `${head}${entry("index", 'module "expect" {', "  interface Matchers {", "  }", "}")}`,
    );
  });

  it.each([
    ["a member's type", "x: 1", "x: 2"],
    ["a member that may be left out", "x: 1", "x?: 1"],
    ["a new member", "x: 1", "x: 1;\n    y: 1"],
  ])("differ by %s", (_, before, after) => {
    const index = (member: string): string => `export interface A {\n    ${member};\n}`;
    expect(api({ index: index(before) })).not.toBe(api({ index: index(after) }));
  });
});

describe("a declaration file that is not as tsc writes it", () => {
  it.each(["let x;", "export = a;", "module a {\n}", "  indented: 1"])(
    "is an error: %s",
    (text) => {
      expect(() => parseDeclarations(text, "a.d.ts")).toThrow(
        "not the shape of a declaration file",
      );
    },
  );

  it("is an error where it re-exports what is not there", () => {
    expect(() => api({ index: `export { a } from "./a.ts";`, a: "export {};" })).toThrow(
      "/pkg/dist/a.d.ts does not export a",
    );
  });
});
