import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Case } from "../lab/case.ts";

/** The cases in which a profile still does otherwise than its browser, by what is known of why. */
export type LeftOver = Readonly<Record<string, readonly string[]>>;

const fileOf = (list: string): URL => new URL(`left-over/${list}.json`, import.meta.url);

export function readLeftOver(list: string): LeftOver {
  const file = fileOf(list);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as LeftOver) : {};
}

export function writeLeftOver(list: string, cases: readonly Listed[]): void {
  const file = fileOf(list);
  if (cases.length === 0) rmSync(file, { force: true });
  else writeFileSync(file, `${JSON.stringify(relisted(readLeftOver(list), cases), null, 1)}\n`);
}

/** Of cases that agree, those whose console or codes are still another than the browser's. */
export function readOtherwiseTold(list: string): LeftOver {
  return readLeftOver(`${list}-console`);
}

export function writeOtherwiseTold(list: string, cases: readonly Listed[]): void {
  writeLeftOver(`${list}-console`, cases);
}

type Listed = Pick<Case, "id" | "dimension">;

/** A list that is written anew. Reasons are those that stand there already: no program knows one. */
export function relisted(before: LeftOver, cases: readonly Listed[]): LeftOver {
  const reasons = new Map(
    Object.entries(before).flatMap(([reason, ids]) => ids.map((id) => [id, reason] as const)),
  );
  const lists = new Map(Object.keys(before).map((reason) => [reason, new Array<string>()]));
  for (const { id, dimension } of cases) {
    const reason = reasons.get(id) ?? `not looked into yet: ${dimension}`;
    lists.set(reason, [...(lists.get(reason) ?? []), id]);
  }
  return Object.fromEntries([...lists].filter(([, ids]) => ids.length > 0));
}
