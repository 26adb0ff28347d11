import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../packages/cli/src/run.ts";
import { type Demo, startDemo } from "../src/demo/demo.ts";

const ANY_PORT = { port: 0, whenBusy: "fail" } as const;

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ api: ANY_PORT, allowed: ANY_PORT, refused: ANY_PORT });
});
afterAll(() => demo.close());

/** The README's command, of the demo that was started here. */
function wordsOfReadme(): string[] {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const command = /^node packages\/cli\/dist\/crosswalk\.js (explain .*)$/m.exec(readme)![1]!;
  return command
    .replace("http://localhost:4810", demo.apiUrl)
    .replace("http://localhost:4812", demo.refusedUrl)
    .split(" ");
}

test("the README's command explains why the demo's second page may not write", async () => {
  const words = wordsOfReadme();
  expect(words.join(" ")).toContain(demo.apiUrl);
  expect(words.join(" ")).toContain(demo.refusedUrl);
  let [out, error] = ["", ""];
  const code = await run(words, {
    out: (text) => void (out += text),
    error: (text) => void (error += text),
    hasColour: false,
    isInteractive: false,
    columns: 80,
    isDebugging: false,
    input: null,
  });
  expect([code, error]).toEqual([1, ""]);
  expect(out).toContain("WHY  ");
  expect(out).toContain(`+ Access-Control-Allow-Origin: ${demo.refusedUrl}`);
  expect(out).toContain('allowMethods: ["PUT"]');
});
