import { expect, it } from "vitest";
import { isWellFormed } from "../../src/infrastructure/well-formed.ts";

it.each([
  "<a/>",
  '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<a b = "1>2" c=\'"\' ><d:e f="g"/>text<!-- <h> --></a >\n',
  "<a><![CDATA[<b>]]></a>",
])("%j is well-formed", (text) => {
  expect(isWellFormed(text)).toBe(true);
});

it.each([
  "",
  "CHICKEN",
  "<a>",
  "<a></b>",
  "<a><b></a></b>",
  "<a/><b/>",
  "<a b/>",
  "<a b=c/>",
  '<a b="<"/>',
  '<a b="c"d="e"/>',
  "<a><!-- </a>",
  "<a",
  "</a>",
])("%j is not", (text) => {
  expect(isWellFormed(text)).toBe(false);
});

it("is told in time of a long text that goes wrong at its end", () => {
  const start = performance.now();
  for (const part of ["<a>", "<!--", "<a ", " ", '<a b="c" ', "<", "<a b=' "])
    isWellFormed(`<a ${part.repeat(100_000)}`);
  expect(performance.now() - start).toBeLessThan(2000);
});
