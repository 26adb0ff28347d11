import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);

const foreign: ReadonlySet<string> = new Set(["node_modules", "dist", "runtimes"]);

/** The pages below a folder, by their paths from the root. */
function pagesBelow(folder: string): string[] {
  return readdirSync(new URL(folder, root), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory())
      return foreign.has(entry.name) ? [] : pagesBelow(`${folder}${entry.name}/`);
    return entry.name.endsWith(".md") ? [`${folder}${entry.name}`] : [];
  });
}

const pages = pagesBelow("./");

test("there are pages", () => {
  expect(pages).toContain("./README.md");
  expect(pages).toContain("./packages/browser/README.md");
});

/** Where a page's links lead within the repository, without what is a sample in a block of code. */
function linksOf(page: string): string[] {
  const text = readFileSync(new URL(page, root), "utf8").replace(/^```.*?^```/gms, "");
  return [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link));
}

test("a link of a page leads to something that is there", () => {
  const dead = pages.flatMap((page) =>
    linksOf(page)
      .filter((link) => !existsSync(new URL(link, new URL(page, root))))
      .map((link) => `${page}: ${link}`),
  );
  expect(dead).toEqual([]);
});

test.each(["decisions", "discoveries"])("docs/README.md lists all of docs/%s", (folder) => {
  const listed = linksOf("docs/README.md").filter((link) => link.startsWith(`${folder}/`));
  const there = readdirSync(new URL(`docs/${folder}/`, root)).map((name) => `${folder}/${name}`);
  expect(listed.sort()).toEqual(there.sort());
});
