import type { Case, HeaderLines } from "../case.ts";
import { casesOf } from "./generate.ts";
import {
  allowMethods,
  allowOrigin,
  asXhr,
  get,
  maxAge,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

/** What takes hours, which the laboratory's clock skips. Recorded apart. */
export function laterCases(): Case[] {
  return [
    ...casesOf("max-age-caps", capSituations()),
    ...casesOf("max-age-values", valueSituations()),
  ];
}

// Of WebKit, of Chromium and of Firefox, in seconds, and where none of them caps.
const caps = [300, 600, 7200, 86_400];
const values = ["300", "600", "7200", "86400", "86401", "31536000", "99999999999999999999"];

// Each side of a cap: what a case itself takes is less.
const MARGIN = 20_000;

const header: HeaderLines = [["X-A", "b"]];

function* capSituations(): Generator<Situation> {
  for (const value of values) {
    for (const cap of caps) {
      const granted = [allowOrigin("a"), allowMethods("PUT"), "Access-Control-Allow-Headers: x-a"];
      const options = {
        preflight: [reply(204, ...granted, maxAge(value))],
        actual: [reply(200, allowOrigin("a"))],
      };
      const waits = (one: Parameters<typeof situation>[1]): Situation =>
        situation(
          `a preflight's result of ${value} s shortly before and after ${cap} s`,
          [one, { wait: cap * 1000 - MARGIN }, one, { wait: 2 * MARGIN }, one].flat(),
          options,
        );
      yield waits(get({ method: "PUT" }));
      yield waits(asXhr(get({ headers: header })));
    }
  }
}

// What is read lasts ten minutes at the least, what is not read five seconds, what is nothing not that long.
const spelled = [
  "0",
  "00600",
  "+600",
  "-600",
  "++600",
  "+ 600",
  "6e2",
  "600.5",
  "600.",
  "0x258",
  "600s",
  "600 s",
  "600;x",
  "600,",
  ",600",
  "600,600",
  "600, 0",
  "0, 600",
  '"600"',
  "\u00a0600",
  "600\v",
  "600\f",
  "2147483648",
  "4294967296",
  "9007199254740993",
  "9223372036854775807",
  "9223372036854775808",
  "18446744073709551615",
  "18446744073709551616",
  "-9223372036854775809",
  "x600",
];

function* valueSituations(): Generator<Situation> {
  for (const value of spelled)
    for (const wait of [0, 30_000])
      yield situation(
        `a preflight's result of ${JSON.stringify(value)} after ${wait} ms`,
        [get({ method: "PUT" }), { wait }, get({ method: "PUT" })],
        {
          preflight: [reply(204, allowOrigin("a"), allowMethods("PUT"), maxAge(value))],
          actual: [reply(200, allowOrigin("a"))],
        },
      );
}
