import { emit, type EmitTarget } from "@crosswalk/config";
import { detectStack, type Explanation, type Finding, type Fix } from "@crosswalk/explain";
import { assumptions } from "./assumptions.ts";
import { policyText } from "./policy-text.ts";
import { printable } from "./printable.ts";
import type { Style } from "./style.ts";
import { wrap } from "./wrap.ts";

const INDENT = "  ";

/** Verdict first, then the cause, then the change, then what happened. */
export function explanationText(
  explanation: Explanation,
  { style, columns, stack }: { style: Style; columns: number; stack: EmitTarget | null },
): string {
  const { outcome, verdict, findings, fixes, diagram, scenario, redacted } = explanation;
  const written = stack ?? detectStack(scenario);
  const sign = outcome === "allowed" ? style.good("✔") : style.bad("✘");
  const sections = [
    [
      `${sign} ${hanging(verdict, columns).split("\n").map(style.bold).join("\n")}`,
      style.dim(wrap(printable(askedOf(explanation)), columns, INDENT)),
    ],
    ...findings.map((finding) => findingLines(finding, style, columns)),
    ...fixes.map((fix, index) => fixLines(fix, index, { style, columns, stack: written })),
    diagram.text === "" ? [] : [style.bold("WHAT HAPPENED"), printable(diagram.text)],
    assumptionLines(explanation, columns),
    redacted === 0
      ? []
      : [style.dim(wrap("What looks secret is not shown; --show-secrets shows it.", columns))],
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

/** Where nothing was asked for that CORS has a part in, which page it was about. */
function askedOf({ scenario, diagram }: Explanation): string {
  const { method = "GET", url, api, credentials } = scenario.request;
  if (diagram.text === "") return `${scenario.page.url} and ${url}`;
  const mode = credentials === undefined ? "" : `, credentials: ${credentials}`;
  return `${method} ${url} from ${scenario.page.url} (${api}${mode})`;
}

function assumptionLines(explanation: Explanation, columns: number): string[] {
  const { findings, fixes } = explanation;
  const isServers = findings.some(({ role, cors }) => role === "cause" && cors);
  const isUnsolved = isServers && fixes.length === 0;
  return [
    ...assumptions(explanation),
    ...(isUnsolved
      ? ["No change was found that makes it work in every browser and gives strangers nothing."]
      : []),
  ].map((line) => wrap(printable(line), columns));
}

const roleNames: Readonly<Record<Finding["role"], string>> = {
  cause: "WHY",
  next: "THEN",
  note: "NOTE",
};

function findingLines(finding: Finding, style: Style, columns: number): string[] {
  const { role, title, why, change, evidence, engines, console: printed, standard } = finding;
  const text = (words: string): string => wrap(printable(words), columns, INDENT);
  const heading = hanging(`${roleNames[role]}  ${title}`, columns);
  const lines = [
    `${style.bold(roleNames[role])}${heading.slice(roleNames[role].length)}`,
    text(why),
    "",
  ];
  lines.push(text(`What to do: ${change}`));
  if (evidence.length > 0) lines.push("");
  let last = "";
  for (const { source, of, line, remark } of evidence) {
    const heading = wrap(`${source} of ${printable(of)}`, columns, INDENT);
    // Lines of one message stand under one heading.
    if (heading !== last) lines.push(style.dim(heading));
    last = heading;
    const words = [line, remark].filter((part) => part !== "").map(printable);
    lines.push(wrap(words.join("  ← "), columns, INDENT.repeat(2)));
  }
  const told = printed.filter((one) => one.lines.length > 0);
  if (told.length > 0) lines.push("");
  for (const { engine, lines: said } of told) {
    lines.push(`${INDENT}${style.dim(`${engine} prints`)}`);
    lines.push(...said.map((line) => wrap(printable(line), columns, INDENT.repeat(2))));
  }
  if (role === "cause" && engines.length < ALL_ENGINES)
    lines.push("", text(`In ${engines.join(", ")} only.`));
  if (standard !== null) {
    const step = standard.step === "" ? "" : `, step ${standard.step}`;
    const link = wrap(`${standard.title}${step}: ${standard.url}`, columns, INDENT);
    lines.push("", ...link.split("\n").map(style.dim));
  }
  return lines;
}

/** A heading whose further lines are indented. Two columns are left for a sign before it. */
function hanging(words: string, columns: number): string {
  return wrap(printable(words), columns, INDENT).trimStart();
}

// Standard, Chromium, Firefox and WebKit.
const ALL_ENGINES = 4;

function fixLines(
  { title, place, diff, policy, verified }: Fix,
  index: number,
  { style, columns, stack }: { style: Style; columns: number; stack: EmitTarget | null },
): string[] {
  const where = place.layer === null ? place.at : `${place.layer}, ${place.at}`;
  const mark = index === 0 ? "CHANGE" : "OR";
  const actor = `(${place.who}: ${printable(where)})`;
  const heading = hanging(`${mark}  ${title}`, columns);
  const isShort = heading.slice(heading.lastIndexOf("\n") + 1).length + 2 + actor.length <= columns;
  const lines = [
    `${style.bold(mark)}${heading.slice(mark.length)}${isShort ? "  " : `\n${INDENT}`}${style.dim(actor)}`,
  ];
  for (const { message, removed, added } of diff) {
    lines.push(`${INDENT}${printable(message)}`);
    lines.push(...removed.map((line) => style.removed(`${INDENT.repeat(2)}- ${printable(line)}`)));
    lines.push(...added.map((line) => style.added(`${INDENT.repeat(2)}+ ${printable(line)}`)));
  }
  if (policy !== null) {
    const written = stack === null ? null : emit(stack, policy);
    if (written === null || written.files.length === 0) {
      lines.push("", `${INDENT}As a policy of @crosswalk/cors:`);
      lines.push(...policyText(policy).map((line) => INDENT.repeat(2) + line));
    }
    for (const { name, text } of written?.files ?? []) {
      lines.push("", `${INDENT}${name} (${written!.target}):`);
      lines.push(
        ...text
          .trimEnd()
          .split("\n")
          .map((line) => INDENT.repeat(2) + line),
      );
    }
    for (const { direction, message } of written?.deviations ?? []) {
      lines.push(wrap(`${direction}: ${message}`, columns, INDENT.repeat(2)));
    }
  }
  const kept = verified.strangers.filter(({ after }) => after === "blocked").length;
  lines.push(
    "",
    style.dim(
      wrap(
        `Tried: it succeeds in ${verified.engines.join(", ")}; ${kept === 0 ? "no stranger gets" : `${kept} of ${verified.strangers.length} strangers read nothing, and none reads`} more than before.`,
        columns,
        INDENT,
      ),
    ),
  );
  return lines;
}
