import { differences } from "../../replay/compare.ts";
import type { StepOutcome } from "@crosswalk/verify/page";

/** What one browser did with one case. */
export interface RecordedCase {
  readonly id: string;
  readonly wire: readonly WireMessage[];
  readonly outcomes: readonly StepOutcome[];
  /** Lines on the console, in order. */
  readonly console: readonly string[];
  /** Chromium alone: what CDP said of each failed request. */
  readonly cors: readonly string[];
  /** Of each message on the wire, the header lines as they came. Recordings of cases leave them out. */
  readonly heads?: readonly (readonly string[])[];
  /** Of a case that is alone: to whom each connection was, how many messages came over it, and who has ended it, sorted. */
  readonly connections?: readonly string[];
}

/** `PUT {b/}1`, the headers sorted by name, the body's length; of a case that is alone, the how manieth it is over its connection, too. */
export type WireMessage = readonly [
  line: string,
  headers: readonly (readonly [string, string])[],
  bodyLength: number,
  overConnection?: number,
];

/** Whether two runs agree on what decides: what was sent and what a script saw, but for what no replay is held to. */
export function sameBehaviour(one: RecordedCase, other: RecordedCase): boolean {
  return (
    one.outcomes.length === other.outcomes.length &&
    differences(one, other).length + differences(other, one).length === 0
  );
}

/** In any order: what different processes of a browser say arrives as it comes. */
export function sameDiagnostics(one: RecordedCase, other: RecordedCase): boolean {
  const sorted = ({ console, cors }: RecordedCase): string =>
    JSON.stringify([[...console].sort(), [...cors].sort()]);
  return sorted(one) === sorted(other);
}
