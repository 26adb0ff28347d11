import { expect, it } from "vitest";
import { readSoupCookie } from "../../src/infrastructure/soup-cookie-line.ts";

function read(line: string): string | null {
  const cookie = readSoupCookie(line, new URL("https://a.test/"));
  return typeof cookie === "string" ? cookie : null;
}

it("has no comma in a name, and no domain without a dot", () => {
  expect(read("a=1; Domain=x")).toBeNull();
  expect(read("a=1; DOMAIN =  x.test ")).toBe("a=1; DOMAIN =  x.test ");
  expect(read("a=b,c=d")).toBe("a=b,c=d");
  expect(read("a,b=c")).not.toContain("=");
});

// Twice as long takes twice the time, not four times; as quadratic work these took half a minute.
it.each([",".repeat(200_000), `a=1; domain=${" ".repeat(200_000)}`, `a=1;${" ".repeat(200_000)}x`])(
  "reads a long line in linear time",
  (line) => {
    expect(read(line)?.length).toBe(line.length);
  },
  5_000,
);
