import { expect, it } from "vitest";
import { relisted } from "../replay/left-over.ts";

const listed = (...ids: string[]) => ids.map((id) => ({ id, dimension: id.replace(/-\d+$/, "") }));

it("a reason that somebody has written stays, whatever is written anew beside it", () => {
  const before = { "chance, twice the same": ["aborts-3"], "nothing is decoded": ["shapes-45"] };
  expect(relisted(before, listed("found-9", "aborts-3", "shapes-45", "aborts-4"))).toEqual({
    ...before,
    "not looked into yet: found": ["found-9"],
    "not looked into yet: aborts": ["aborts-4"],
  });
});

it("what agrees by now is struck off, and so is a reason of nothing", () => {
  const before = { chance: ["aborts-3", "aborts-4"], other: ["shapes-45"] };
  expect(relisted(before, listed("aborts-4"))).toEqual({ chance: ["aborts-4"] });
});
