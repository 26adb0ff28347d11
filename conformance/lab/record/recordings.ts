import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import type { Case } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { documentCases } from "../generate/documents/documents.ts";
import { aloneCases } from "../generate/alone/alone.ts";
import { drawnCases } from "../generate/drawn.ts";
import { generateCases, SEED } from "../generate/generate.ts";
import { laterCases } from "../generate/later.ts";
import { schemeCases } from "../generate/schemes.ts";
import { scriptCases } from "../generate/scripts/scripts.ts";
import { supplementCases } from "../generate/supplement.ts";
import { timingCases } from "../generate/timings.ts";
import { decodeRecording, type Recording } from "./recording.ts";

/**
 * `supplement` holds what was thought of after `first` had been recorded, `found` the cases in which
 * an engine was found wrong by judging, which are stored because generators change, `schemes` what
 * is loaded from no server, `scripts` what scripts do beyond asking once: aborting, making and copying
 * requests, reading bodies their own way, `later` what is asked for hours later, `timings` what a page's
 * resource timing gives away, `drawn` what it can tell of shapes, masks and
 * drawings that are used, `documents` what documents share that come one after the other,
 * `alone` what shows only where no other case is in the same browser: which connections serve.
 */
export const recordingSets = [
  "first",
  "supplement",
  "schemes",
  "scripts",
  "later",
  "timings",
  "drawn",
  "documents",
  "alone",
  "found",
] as const;

export type RecordingSet = (typeof recordingSets)[number];

/** Those that lie beside the first recordings, each in a folder of its name. */
export const apartSets = recordingSets.filter((set) => set !== "first");

export const directoryOf = (root: URL, set: RecordingSet): URL =>
  new URL(set === "first" ? "recordings/" : `recordings/${set}/`, root);

/** The recordings of a set; `root` is the laboratory's folder. */
export function readRecordings(root: URL, set: RecordingSet = "first"): Recording[] {
  const directory = directoryOf(root, set);
  return readdirSync(directory)
    .filter((name) => name.endsWith(".jsonl.br"))
    .map((name) => decodeRecording(readFileSync(new URL(name, directory))));
}

/** The cases that a recording of this set and browser is of. */
export function casesOfSet(
  root: URL,
  set: RecordingSet,
  browser: DriverName,
  seed: number = SEED,
): Case[] {
  switch (set) {
    case "first":
      return generateCases(seed);
    case "supplement":
      return supplementCases(browser);
    case "schemes":
      return schemeCases();
    case "scripts":
      return scriptCases(browser);
    case "later":
      return laterCases();
    case "timings":
      return timingCases();
    case "drawn":
      return drawnCases();
    case "documents":
      return documentCases(browser);
    case "alone":
      return aloneCases();
    case "found":
      return JSON.parse(brotliDecompressSync(readFileSync(foundFile(root))).toString());
  }
}

const foundFile = (root: URL): URL => new URL("cases.json.br", directoryOf(root, "found"));

export function writeFoundCases(root: URL, cases: readonly Case[]): void {
  mkdirSync(directoryOf(root, "found"), { recursive: true });
  writeFileSync(foundFile(root), brotliCompressSync(JSON.stringify(cases)));
}
