import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Case } from "../lab/case.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";

/** The cases in which a profile still does otherwise than its browser, by what is known of why. */
export type LeftOver = Readonly<Record<string, readonly string[]>>;

const fileOf = (browser: string): URL => new URL(`left-over/${browser}.json`, import.meta.url);

export function readLeftOver(browser: string): LeftOver {
  const file = fileOf(browser);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as LeftOver) : {};
}

export function writeLeftOver(
  browser: string,
  cases: readonly { readonly one: Case; readonly recorded: RecordedCase }[],
): void {
  const result: Record<string, string[]> = {};
  for (const { one, recorded } of cases)
    (result[reasonFor(browser, one, recorded)] ??= []).push(one.id);
  writeFileSync(fileOf(browser), `${JSON.stringify(result, null, 1)}\n`);
}

/** Of cases that agree, those whose console or codes are still another than the browser's. */
export function readOtherwiseTold(list: string): LeftOver {
  return readLeftOver(`${list}-console`);
}

export function writeOtherwiseTold(list: string, ids: readonly string[]): void {
  const file = fileOf(`${list}-console`);
  const result: Record<string, string[]> = {};
  for (const id of ids)
    (result[otherwiseTold[`${list} ${id}`] ?? "not looked into yet"] ??= []).push(id);
  if (ids.length > 0) writeFileSync(file, `${JSON.stringify(result, null, 1)}\n`);
  else rmSync(file, { force: true });
}

const LATE_END =
  "of what is not asked again, a connection that ends 0.15 s after the request did not succeed, and one that ends at once had several headers; the profile takes both for the latter";

/** What was looked into and stays, by recording and case. */
const otherwiseTold: Readonly<Record<string, string>> = {
  "firefox-alone sent-again-5": LATE_END,
  "firefox-alone sent-again-10": LATE_END,
};

const UPLOAD_PROGRESS =
  "chance, twice the same: of six more runs some tell `upload` of progress before the error, as time allows, and some don't";
const ORDER =
  "chance, twice the same: of six more runs some send in another order what was asked for together";

/** What was looked into and stays, by browser and case. */
const known: Readonly<Record<string, string>> = {
  "firefox-found found-196": UPLOAD_PROGRESS,
  "firefox-found found-339": UPLOAD_PROGRESS,
  "firefox-found found-340": UPLOAD_PROGRESS,
  "firefox-found found-462": UPLOAD_PROGRESS,
  "firefox-found found-579": UPLOAD_PROGRESS,
  "firefox-found found-224": ORDER,
  "firefox-found found-471": ORDER,
  "firefox-found found-531": ORDER,
  "firefox-found found-292":
    "a rule not understood, the same in six more runs: the third of three requests at once goes out although what the second got is fresh",
  "chromium-found found-282":
    "chance, twice the same: of masks and shapes that CORS refused twelve were asked for again each time, as the profile does, and one in one of two runs",
  "webkit caches-1659":
    "chance, twice the same: of twelve more runs eleven sent two preflights, as the profile does, and one sent one",
};

function reasonFor(
  browser: string,
  { id, dimension, replies, steps }: Case,
  { outcomes }: RecordedCase,
): string {
  const reason = known[`${browser} ${id}`];
  if (reason !== undefined) return reason;
  const answers = JSON.stringify(replies);
  if (JSON.stringify(outcomes).includes('"no end"'))
    return "the laboratory lost its patience with a browser that did not answer";
  if (browser.startsWith("webkit") && steps.some((step) => "together" in step))
    return "which of requests made together arrives first is chance: in ten more runs it was the profile's at times, or each time";
  if (dimension === "garbage" || /"status":408|"raw":/.test(answers))
    return "sent again over each connection that earlier cases had left open, however many these were";
  return `not looked into yet: ${dimension}`;
}
