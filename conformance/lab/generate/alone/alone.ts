import type { Case } from "../../case.ts";
import { casesOf } from "../generate.ts";
import type { Situation } from "../situation.ts";
import { clearingSituations } from "./clearing.ts";
import { resetSituations } from "./resets.ts";
import { sentAgainSituations } from "./sent-again.ts";
import { sharedConnectionSituations } from "./shared-connections.ts";
import { unansweredSituations } from "./unanswered.ts";
import { unwantedBodySituations } from "./unwanted-bodies.ts";

/** What other cases in the same browser would change or be changed by. Each is recorded in one of its own. */
export function aloneCases(): Case[] {
  return [
    ...alone("sent-again", sentAgainSituations()),
    ...alone("shared-connections", sharedConnectionSituations()),
    ...alone("unwanted-bodies", unwantedBodySituations()),
    ...alone("clearing", clearingSituations()),
    ...alone("unanswered", unansweredSituations()),
    ...alone("reset-answers", resetSituations()),
  ];
}

const alone = (dimension: string, situations: Iterable<Situation>): Case[] =>
  casesOf(dimension, situations).map((one) => ({ ...one, isAlone: true }));
