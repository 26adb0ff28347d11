import type { ExplanationOutcome } from "@crosswalk/explain";
import type { Verification } from "@crosswalk/verify";
import { printable } from "./printable.ts";
import type { Style } from "./style.ts";
import { type VerificationLine, verificationLines } from "./verification-lines.ts";
import { wrap } from "./wrap.ts";

const INDENT = "  ";

export function verificationText(
  verification: Verification,
  outcome: ExplanationOutcome,
  { style, columns }: { style: Style; columns: number },
): string {
  const signs: Readonly<Record<VerificationLine["sign"], string>> = {
    fine: style.good("✔"),
    wrong: style.bad("✘"),
    none: "–",
  };
  const lines = [style.bold("IN REAL BROWSERS")];
  for (const { sign, text, printed } of verificationLines(verification, outcome)) {
    const [first, ...rest] = wrap(printable(text), columns - INDENT.length, INDENT).split("\n");
    lines.push(`${INDENT}${signs[sign]} ${first!.trimStart()}`, ...rest.map((one) => INDENT + one));
    lines.push(...printed.map((one) => wrap(printable(one), columns, INDENT.repeat(3))));
  }
  return `${lines.join("\n")}\n`;
}
