import { describe, expect, it } from "vitest";
import { injectExamples, shownPart } from "../readme.mjs";

const EXPRESS = `import express from "express";

export const app = express();
// #region readme
app.use(cors());
app.listen(0);
// #endregion
export default app;
`;

const files = new Map([
  ["examples/src/express.ts", EXPRESS],
  ["examples/src/node.ts", "createServer();\n"],
  ["examples/src/open.ts", "// #region readme\ncreateServer();\n"],
  ["examples/src/twice.ts", "// #region readme\n// #endregion\n// #region readme\n// #endregion\n"],
  ["examples/test/demo.test.ts", 'run("npm ci"); run("npm start");'],
]);

const inject = (
  markdown: string,
  options = { everyBlockIsMarked: true },
): ReturnType<typeof injectExamples> =>
  injectExamples(markdown, (path) => files.get(path) ?? null, options);

const block = (mark: string, content: string, language = "ts"): string =>
  `# Title\n\n${mark}\n\`\`\`${language}\n${content}\n\`\`\`\n\nText.\n`;

const messages = (markdown: string): string[] =>
  inject(markdown).problems.map(({ line, message }) => `${line}: ${message}`);

describe("a block that is an example", () => {
  it("becomes the whole file", () => {
    const mark = "<!-- example: examples/src/node.ts -->";
    expect(inject(block(mark, "old();"))).toEqual({
      text: block(mark, "createServer();"),
      problems: [],
    });
  });

  it("becomes the region, where the file has one", () => {
    const mark = "<!-- example: examples/src/express.ts -->";
    expect(inject(block(mark, "")).text).toBe(block(mark, "app.use(cors());\napp.listen(0);"));
  });

  it("stays as it is where it is the file's text", () => {
    const text = block("<!-- example: examples/src/node.ts -->", "createServer();");
    expect(inject(text)).toEqual({ text, problems: [] });
  });

  it("keeps the indentation of a list", () => {
    const text = "- one\n\n  <!-- example: examples/src/express.ts -->\n  ```ts\n  old\n  ```\n";
    expect(inject(text).text).toBe(
      "- one\n\n  <!-- example: examples/src/express.ts -->\n  ```ts\n  app.use(cors());\n  app.listen(0);\n  ```\n",
    );
  });

  it("is not mixed up with the blocks before and after it", () => {
    const node = "<!-- example: examples/src/node.ts -->";
    const express = "<!-- example: examples/src/express.ts -->";
    expect(inject(block(node, "1\n2\n3") + block(express, "") + block(node, "")).text).toBe(
      block(node, "createServer();") +
        block(express, "app.use(cors());\napp.listen(0);") +
        block(node, "createServer();"),
    );
  });

  it.each([
    ["examples/src/absent.ts", "examples/src/absent.ts is not a file of this repository"],
    ["examples/src/open.ts", 'examples/src/open.ts: the region "readme" does not end'],
    ["examples/src/twice.ts", 'examples/src/twice.ts has two regions "readme"'],
  ])("is refused where it names %s", (path, message) => {
    const text = block(`<!-- example: ${path} -->`, "old();");
    expect(inject(text).text).toBe(text);
    expect(messages(text)).toEqual([`4: ${message}`]);
  });
});

describe("a block of commands", () => {
  const mark = "<!-- run: examples/test/demo.test.ts -->";

  it("is right where the named file has each of them", () => {
    expect(messages(block(mark, "# a comment\nnpm ci && npm start   # opens it", "sh"))).toEqual(
      [],
    );
  });

  it("is refused where the named file lacks one", () => {
    expect(messages(block(mark, "npm ci && npm run demo", "sh"))).toEqual([
      "4: examples/test/demo.test.ts does not run: npm run demo",
    ]);
  });
});

describe("a block without a mark", () => {
  it.each(["ts", "sh", "js", "bash"])("is refused in a README where it is %s", (language) => {
    expect(messages(block("", "x", language))).toEqual([
      `4: nothing says where this ${language} block comes from; put <!-- example: … -->, <!-- run: … --> or <!-- shown: … --> before it`,
    ]);
  });

  it.each(["", "json", "text", "http"])('may be "%s"', (language) => {
    expect(messages(block("", "x", language))).toEqual([]);
  });

  it("may be anything in docs", () => {
    expect(inject(block("", "x"), { everyBlockIsMarked: false }).problems).toEqual([]);
  });

  it("is not excused by a mark that is further up", () => {
    expect(messages(block("<!-- shown: reason -->\n", "x"))).toHaveLength(1);
  });
});

describe("a block that is only shown", () => {
  it("has a reason", () => {
    expect(messages(block("<!-- shown: the port differs -->", "curl localhost", "sh"))).toEqual([]);
  });

  it("is refused without one", () => {
    expect(messages(block("<!-- shown: -->", "curl localhost", "sh"))).toEqual([
      "4: say why the block is only shown: <!-- shown: reason -->",
    ]);
  });
});

it("a block that never ends is refused", () => {
  expect(messages("```ts\nx\n")).toEqual(["1: the block does not end"]);
});

it("a region inside a function loses the function's indentation", () => {
  const source =
    "function f() {\n  // #region readme\n  if (a) {\n    b();\n\n  }\n  // #endregion\n}\n";
  expect(shownPart(source, "f.ts")).toBe("if (a) {\n  b();\n\n}");
});
