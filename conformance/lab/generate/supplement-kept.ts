import type { Case } from "../case.ts";
import { casesOf } from "./generate.ts";
import { clearedDataSituations } from "./supplement-cleared-data.ts";
import { keptCancelledSituations } from "./supplement-kept-cancelled.ts";
import { keptChangeSituations } from "./supplement-kept-changes.ts";
import { keptConditionSituations } from "./supplement-kept-conditions.ts";
import { keptDirectiveSituations } from "./supplement-kept-directives.ts";
import { keptHeaderSituations } from "./supplement-kept-headers.ts";
import { keptOpaqueSituations } from "./supplement-kept-opaque.ts";
import { keptSpellingSituations } from "./supplement-kept-spellings.ts";
import { keptStatusSituations } from "./supplement-kept-statuses.ts";
import { keptTurnSituations } from "./supplement-kept-turns.ts";

/** What is stored and asked for again so that an entry of a profile matters, the same for every browser. */
export function keptCases(): Case[] {
  return [
    ...casesOf("kept-directives", keptDirectiveSituations()),
    ...casesOf("kept-statuses", keptStatusSituations()),
    ...casesOf("kept-headers", keptHeaderSituations()),
    ...casesOf("kept-changes", keptChangeSituations()),
    ...casesOf("kept-cancelled", keptCancelledSituations()),
    ...casesOf("kept-opaque", keptOpaqueSituations()),
    ...casesOf("kept-turns", keptTurnSituations()),
    ...casesOf("kept-conditions", keptConditionSituations()),
    ...casesOf("kept-spellings", keptSpellingSituations()),
    ...casesOf("cleared-data", clearedDataSituations()),
  ];
}
