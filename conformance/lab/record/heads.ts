import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import type { Case } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { casesOf, generateCases } from "../generate/generate.ts";
import { headLineSituations } from "../generate/head-lines.ts";
import { headNameSituations } from "../generate/head-names.ts";
import { headOrderSituations } from "../generate/head-orders.ts";
import type { RecordedCase } from "./recorded-case.ts";
import type { Recording } from "./recording.ts";

/** What one browser wrote above each body: every header line, in order. */
export interface Heads {
  readonly browser: DriverName;
  readonly version: string;
  /** By the case's id, of each message its lines. */
  readonly cases: Readonly<Record<string, readonly (readonly string[])[]>>;
}

// A head follows from few things; every case would tell the same again.
const ONE_IN = 40;

/** The cases whose heads are recorded: some of those that came out the same when they were recorded, and its own. */
export function headCases({ browser, seed, unstable }: Recording): Case[] {
  const isUnstable = new Set(unstable);
  return [
    ...generateCases(seed).filter(({ id }, index) => index % ONE_IN === 0 && !isUnstable.has(id)),
    ...casesOf("head-lines", headLineSituations()),
    ...casesOf("head-names", headNameSituations()),
    ...(browser === "firefox" ? casesOf("head-orders", headOrderSituations()) : []),
  ];
}

/** Those of two runs that came out the same. */
export function joinHeads(
  about: Pick<Heads, "browser" | "version">,
  first: ReadonlyMap<string, RecordedCase>,
  second: ReadonlyMap<string, RecordedCase>,
): Heads {
  const same = [...first.values()].filter(
    ({ id, heads }) => JSON.stringify(heads) === JSON.stringify(second.get(id)?.heads),
  );
  const cases = Object.fromEntries(same.map(({ id, heads }) => [id, heads ?? []]));
  return { ...about, cases };
}

const directoryOf = (root: URL): URL => new URL("recordings/heads/", root);

/** `root` is the laboratory's folder. */
export function readHeads(root: URL): Heads[] {
  const directory = directoryOf(root);
  return readdirSync(directory).map((name) =>
    withScreen(JSON.parse(brotliDecompressSync(readFileSync(new URL(name, directory))).toString())),
  );
}

/** As the browser would have named itself on a screen: Chromium, which has none here, says so in its `User-Agent`. */
function withScreen(heads: Heads): Heads {
  const json = JSON.stringify(heads).replaceAll(" HeadlessChrome/", " Chrome/");
  return JSON.parse(json) as Heads;
}

export function writeHeads(root: URL, heads: Heads): void {
  mkdirSync(directoryOf(root), { recursive: true });
  const file = new URL(`${heads.browser}-${heads.version}.json.br`, directoryOf(root));
  writeFileSync(file, brotliCompressSync(JSON.stringify(heads)));
}
