import type { OriginComparison } from "@crosswalk/explain";
import { printable } from "./printable.ts";
import type { Style } from "./style.ts";
import { wrap } from "./wrap.ts";

export function originText(comparison: OriginComparison, style: Style, columns: number): string {
  const { isSameOrigin, isSameSite, parts, origins, reasons } = comparison;
  const verdict = (isSame: boolean, what: string): string =>
    isSame ? style.good(`✔ same ${what}`) : style.bad(`✘ not the same ${what}`);
  const width = Math.max(...origins.map(({ host }) => host.length), "null".length);
  const row = (name: string, values: readonly [string, string], isEqual: boolean): string => {
    const cells = values.map((value) => printable(value === "" ? "none" : value).padEnd(width));
    const sign = isEqual ? style.good("=") : style.bad("≠");
    return `  ${name.padEnd(8)}${cells[0]!}  ${sign}  ${cells[1]!}`.trimEnd();
  };
  const sent = origins.map(
    ({ given, serialization }) => `  ${printable(given)} is sent as ${style.bold(serialization)}`,
  );
  return [
    `${verdict(isSameOrigin, "origin")}   ${verdict(isSameSite, "site")}`,
    "",
    ...parts.map(({ part, values, isEqual }) => row(part, values, isEqual)),
    ...(parts.length === 0 ? [] : [""]),
    ...reasons.map((reason) => wrap(printable(reason), columns, "  ")),
    ...(reasons.length === 0 ? [] : [""]),
    ...sent,
    "",
  ].join("\n");
}
