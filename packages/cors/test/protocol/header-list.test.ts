import { describe, expect, it, test } from "vitest";

import {
  type HeaderEntries,
  HeaderList,
  isHeaderValue,
  normalizeHeaderValue,
} from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

type Operation =
  | readonly ["append" | "set" | "combine", string, string]
  | readonly ["delete" | "get" | "contains", string]
  | readonly ["sortAndCombine"];

type Outcome = { readonly headers: HeaderEntries } | { readonly result: unknown };

const operations = readVectors<
  { readonly headers: HeaderEntries; readonly operation: Operation },
  Outcome
>("header-list");

test.each(operations)("$title", ({ given, expect: expected }) => {
  const list = HeaderList.from(given.headers);
  const result = perform(list, given.operation);
  expect("result" in expected ? { result } : { headers: [...list] }).toEqual(expected);
});

function perform(list: HeaderList, operation: Operation): unknown {
  switch (operation[0]) {
    case "append":
    case "set":
    case "combine":
      return list[operation[0]](operation[1], operation[2]);
    case "delete":
    case "get":
    case "contains":
      return list[operation[0]](operation[1]);
    case "sortAndCombine":
      return list.sortAndCombine();
  }
}

const splits = readVectors<
  { readonly name: string; readonly headers: HeaderEntries },
  string[] | null
>("get-decode-and-split");

test.each(splits)("$title", ({ given, expect: expected }) => {
  expect(HeaderList.from(given.headers).getDecodeAndSplit(given.name)).toEqual(expected);
});

const values = readVectors<
  { readonly value: string },
  { readonly value: boolean; readonly normalized: string }
>("header-values");

test.each(values)("$title", ({ given: { value }, expect: expected }) => {
  expect({ value: isHeaderValue(value), normalized: normalizeHeaderValue(value) }).toEqual(
    expected,
  );
});

describe("a header list", () => {
  it("made from entries is the list they were appended to", () => {
    const entries: HeaderEntries = [
      ["X-A", "1"],
      ["Y", "2"],
      ["x-a", "3"],
    ];
    const appended = new HeaderList();
    for (const [name, value] of entries) appended.append(name, value);
    expect([...HeaderList.from(entries)]).toEqual([...appended]);
    expect([...appended]).toEqual([
      ["X-A", "1"],
      ["Y", "2"],
      ["X-A", "3"],
    ]);
  });

  it("sets a name as it is written now where the first such header was", () => {
    const list = HeaderList.from([
      ["X-A", "1"],
      ["Y", "2"],
      ["x-a", "3"],
    ]);
    list.setRespelled("x-A", "4");
    list.setRespelled("z", "5");
    expect([...list]).toEqual([
      ["x-A", "4"],
      ["Y", "2"],
      ["z", "5"],
    ]);
  });

  it("gives every line of a name", () => {
    const list = HeaderList.from([
      ["A", "1"],
      ["B", "2"],
      ["a", "3"],
    ]);
    expect(list.getAll("A")).toEqual(["1", "3"]);
    expect(list.getAll("C")).toEqual([]);
  });

  it("gives each name once, in order", () => {
    expect(
      HeaderList.from([
        ["B", "1"],
        ["A", "2"],
        ["b", "3"],
      ]).names(),
    ).toEqual(["B", "A"]);
  });

  it("does not change when its clone does", () => {
    const list = HeaderList.from([["A", "1"]]);
    const clone = list.clone();
    clone.set("A", "2");
    clone.combine("B", "3");
    expect([[...list], [...clone]]).toEqual([
      [["A", "1"]],
      [
        ["A", "2"],
        ["B", "3"],
      ],
    ]);
  });

  it("does not change when what it was made from, or handed out, does", () => {
    const entry: [string, string] = ["A", "1"];
    const list = HeaderList.from([entry]);
    entry[1] = "2";
    for (const header of list) header[1] = "3";
    list.getAll("A").push("4");
    expect(list.get("A")).toBe("1");
  });
});
