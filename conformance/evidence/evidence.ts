import { readFileSync, writeFileSync } from "node:fs";
import type { EngineName } from "@crosswalk/browser";

/** A case that is played as it was recorded, and less so with the value of `from` in the entry's place. */
export interface ShownByRecording {
  readonly kind: "recording";
  readonly case: string;
  readonly from: EngineName;
}

/** The same of a case whose header lines are recorded: each of them, as it is written. */
export interface ShownByHeads {
  readonly kind: "heads";
  readonly case: string;
  readonly from: EngineName;
}

/** What an engine does as the standard says, and no recorded case has it do otherwise. */
export interface AsTheStandard {
  readonly kind: "as the standard";
}

/** What no recorded case shows: where it was read or seen, and why there is no case. */
export interface RestsOnSource {
  readonly kind: "source";
  readonly source: string;
  readonly reason: string;
}

/** What was looked for, without a case and without a reason why there is none. */
export interface NotShownYet {
  readonly kind: "not shown yet";
}

export type Evidence =
  | ShownByRecording
  | ShownByHeads
  | AsTheStandard
  | RestsOnSource
  | NotShownYet;

/**
 * The evidence for an engine's profile, by the entry's path:
 *
 *     "redirects.preflightOrigin": { "kind": "recording", "case": "redirects-1371", "from": "firefox" }
 */
export type EvidenceTable = Readonly<Record<string, Evidence>>;

const fileOf = (engine: EngineName): URL => new URL(`${engine}.json`, import.meta.url);

export function readEvidence(engine: EngineName): EvidenceTable {
  return JSON.parse(readFileSync(fileOf(engine), "utf8")) as EvidenceTable;
}

export function writeEvidence(engine: EngineName, table: EvidenceTable): void {
  const rows = Object.entries(table).sort(([one], [other]) => (one < other ? -1 : 1));
  const lines = rows.map(([path, row]) => ` ${JSON.stringify(path)}: ${JSON.stringify(row)}`);
  writeFileSync(fileOf(engine), `{\n${lines.join(",\n")}\n}\n`);
}
