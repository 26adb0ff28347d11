import { describe, expect, it, test } from "vitest";

import { anchorsOf, check, citedAnchors, wrongCitations, withoutCitation } from "../spec-index.mjs";

test("every place that the repository cites exists, and every algorithm cites one", () => {
  expect(check()).toEqual([]);
});

describe("the anchors of a standard", () => {
  const source = `
    <h3 id=cors-check>CORS <i>check</i></h3>
    <dfn id=concept-tao-check export>TAO check</dfn>
    <dfn export>CORS-safelisted method</dfn>
    <dfn export for="header list" lt="contains|does not contain">contains</dfn>
    <dfn for='header value' lt="get, decode, and split">get, decode,
      and split</dfn>
    <dfn>HTTP(S) scheme</dfn>
    <p id="simple-method">A method</p>
    <!-- <dfn>gone</dfn> -->`;

  it("are those written in its source", () => {
    const anchors = anchorsOf(source);
    expect(anchors.get("#cors-check")).toBe("CORS check");
    expect(anchors.get("#concept-tao-check")).toBe("TAO check");
    expect(anchors.get("#simple-method")).toBe("simple-method");
  });

  it("and those made of its terms", () => {
    const anchors = anchorsOf(source);
    expect(anchors.get("#cors-safelisted-method")).toBe("CORS-safelisted method");
    expect(anchors.get("#header-list-contains")).toBe("contains");
    expect(anchors.get("#header-value-get-decode-and-split")).toBe("get, decode, and split");
    expect(anchors.get("#http-s-scheme")).toBe("HTTP(S) scheme");
  });

  it("but not what is commented out", () => {
    expect(anchorsOf(source).has("#gone")).toBe(false);
  });
});

describe("a citation", () => {
  const anchors = { "https://fetch.spec.whatwg.org/#cors-check": "CORS check" };

  it("is a URL with a fragment, wherever it stands", () => {
    expect(citedAnchors("a\n/** https://fetch.spec.whatwg.org/#cors-check, or so */")).toEqual([
      { anchor: "https://fetch.spec.whatwg.org/#cors-check", line: 2 },
    ]);
  });

  it("has the question mark that some anchors end in", () => {
    expect(citedAnchors("https://fetch.spec.whatwg.org/#is-it? */")).toEqual([
      { anchor: "https://fetch.spec.whatwg.org/#is-it?", line: 1 },
    ]);
  });

  it("is a fragment of the Fetch Standard where the line says so", () => {
    const fragments = ['corsError("a", { anchor: "#b" });', 'const CORS_CHECK = "#c";'];
    expect(fragments.flatMap(citedAnchors).map(({ anchor }) => anchor)).toEqual([
      "https://fetch.spec.whatwg.org/#b",
      "https://fetch.spec.whatwg.org/#c",
    ]);
  });

  it("of what exists is right", () => {
    const text = "https://fetch.spec.whatwg.org/#cors-check";
    expect(wrongCitations("a.ts", text, anchors)).toEqual([]);
  });

  it("of what does not exist is wrong, and named with its line", () => {
    const text = "\n\nhttps://fetch.spec.whatwg.org/#cors-chicken";
    expect(wrongCitations("a.ts", text, anchors)).toEqual([
      "a.ts:3: https://fetch.spec.whatwg.org/#cors-chicken does not exist",
    ]);
  });

  it("of another standard than those listed is not judged", () => {
    expect(wrongCitations("a.ts", "https://example.com/#chicken", anchors)).toEqual([]);
  });
});

describe("an exported algorithm", () => {
  const index = 'export { type T, f, CONSTANT } from "./f.ts";';
  const judge = (source: string): string[] => withoutCitation(index, () => source);

  it("cites a standard in its doc comment", () => {
    const comment = "/**\n * A.\n *\n * https://fetch.spec.whatwg.org/#a\n */\n";
    expect(judge(`${comment}export function f() {}`)).toEqual([]);
  });

  it("is found out where it cites none", () => {
    expect(judge("/** A. */\nexport function f() {}")).toEqual(["./f.ts: f cites no standard"]);
  });

  it("is found out where it has no comment, whatever its neighbours cite", () => {
    const neighbour = "/** https://fetch.spec.whatwg.org/#a */\nexport function g() {}\n\n";
    expect(judge(`${neighbour}export function f() {}`)).toEqual(["./f.ts: f cites no standard"]);
  });

  it("need not be a constant", () => {
    expect(judge("export const CONSTANT = 1;")).toEqual([]);
  });
});
