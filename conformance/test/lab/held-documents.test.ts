import { expect, it } from "vitest";
import { heldFrame, heldUrl, levelsOf } from "../../lab/page/held-documents.ts";
import { replayOrigins } from "../../replay/origins.ts";

it("the documents that a page is held by are loaded from the outermost inwards", () => {
  const { a, b, c } = replayOrigins;
  const outermost = heldUrl(levelsOf("sandboxed b in c in a"), replayOrigins);
  expect(outermost).toBe(`${a}/lab/holds?sandboxed-b.c`);
  const middle = `${c}/lab/holds?sandboxed-b`;
  expect(heldFrame(new URL(outermost).href.slice(a.length), replayOrigins)).toBe(
    `<iframe src="${middle}"></iframe>`,
  );
  expect(heldFrame(middle.slice(c.length), replayOrigins)).toBe(
    `<iframe sandbox="allow-scripts" src="${b}/lab/page"></iframe>`,
  );
});

it("a page on its own is held by none, and is the plain one", () => {
  expect(heldUrl(levelsOf("i"), replayOrigins)).toBe(`${replayOrigins.i}/lab/page`);
  expect(heldFrame("/lab/page", replayOrigins)).toBeNull();
});
