import { describe, expect, it } from "vitest";
import type { WireMessage } from "../lab/record/recorded-case.ts";
import { differences } from "../replay/compare.ts";

// What a replay finds equal must be: each header of a message counts, but for those of a connection.

type Header = readonly [name: string, value: string];

const line = "PUT {b/}x";
const headers: readonly Header[] = [
  ["Accept", "*/*"],
  ["Access-Control-Request-Headers", "x-a"],
  ["Access-Control-Request-Method", "PUT"],
  ["Cookie", "a=1"],
  ["Origin", "{a}"],
  ["Referer", "{a/}"],
  ["Sec-Fetch-Mode", "cors"],
  ["X-A", "1"],
];
const message = (own: readonly Header[], sent = line, length = 0): WireMessage => [
  sent,
  own.map(([name, value]) => [name, value] as const),
  length,
];
const outcome = { result: "response", status: 200, url: "{b/}x", body: "one" };
const behaviour = (...wire: WireMessage[]) => ({ wire, outcomes: [outcome] });
const recorded = behaviour(message(headers));

it("finds nothing where all is the same", () => {
  expect(differences(recorded, behaviour(message(headers)))).toEqual([]);
  const connected: readonly Header[] = [...headers, ["Connection", "close"]];
  expect(differences(recorded, behaviour(message(connected)))).toEqual([]);
});

describe.each(headers.map(([name]) => name))("of %s", (name) => {
  it.each<[string, (header: Header) => readonly Header[]]>([
    ["another value", ([own]) => [[own, "other"]]],
    ["none", () => []],
    ["two", (header) => [header, header]],
  ])("sees %s", (_, change) => {
    const changed = headers.flatMap((one) => (one[0] === name ? change(one) : [one]));
    const found = differences(recorded, behaviour(message(changed)));
    expect(found).toHaveLength(1);
    expect(differences(behaviour(message(changed)), recorded)).toHaveLength(1);
  });
});

it("sees another method, address or length, a message more, fewer or elsewhere", () => {
  const other = message(headers, "PUT {b/}y");
  const both = behaviour(message(headers), other);
  for (const changed of [
    behaviour(message(headers, "POST {b/}x")),
    behaviour(other),
    behaviour(message(headers, line, 1)),
    behaviour(),
    both,
  ])
    expect(differences(recorded, changed)).toHaveLength(1);
  expect(differences(both, behaviour(other, message(headers)))).toHaveLength(1);
});

it("sees whatever else a script can tell", () => {
  const changes = [{ status: 204 }, { url: "{b/}y" }, { body: "two" }, { redirected: true }];
  for (const change of changes)
    expect(
      differences(recorded, { ...recorded, outcomes: [{ ...outcome, ...change }] }),
    ).toHaveLength(1);
  expect(differences(recorded, { ...recorded, outcomes: [] })).toHaveLength(1);
});
