import { emit, type EmitTarget } from "@crosswalk/config";
import type { Policy } from "@crosswalk/cors";
import { detectStack, type Explanation } from "@crosswalk/explain";
import type { Verification } from "@crosswalk/verify";
import { assumptions } from "./assumptions.ts";
import { policyText } from "./policy-text.ts";
import { printable } from "./printable.ts";
import { verificationLines } from "./verification-lines.ts";

/** For an issue: what a colleague needs to see, with nothing secret in it. */
export function explanationMarkdown(
  explanation: Explanation,
  verification: Verification | null,
  stack: EmitTarget | null,
): string {
  const { outcome, verdict, findings, fixes, diagram, scenario } = explanation;
  const written = stack ?? detectStack(scenario);
  const { method = "GET", url } = scenario.request;
  const sections = [
    `## ${inline(verdict)}`,
    `${code(`${method} ${url}`)} from ${code(scenario.page.url)}`,
    ...findings.map(({ title, why, change, evidence, console: printed, standard }) =>
      [
        `### ${inline(title)}`,
        inline(why),
        `**What to do:** ${inline(change)}`,
        ...(evidence.length === 0
          ? []
          : [
              evidence
                .map(
                  ({ source, of, line, remark }) =>
                    `- ${source} of ${code(of)}: ${line === "" ? "" : `${code(line)} `}${inline(remark)}`,
                )
                .join("\n"),
            ]),
        ...printed
          .filter(({ lines }) => lines.length > 0)
          .map(({ engine, lines }) => `${engine} prints:\n\n${block("text", lines.join("\n"))}`),
        ...(standard === null
          ? []
          : [
              `[${inline(standard.title)}${standard.step === "" ? "" : `, step ${standard.step}`}](${standard.url})`,
            ]),
      ].join("\n\n"),
    ),
    ...fixes.map(({ title, diff, policy, verified }) =>
      [
        `### Change: ${inline(title)}`,
        ...diff.map(({ message, removed, added }) =>
          block(
            "diff",
            [
              `  ${message}`,
              ...removed.map((line) => `- ${line}`),
              ...added.map((line) => `+ ${line}`),
            ].join("\n"),
          ),
        ),
        ...(policy === null ? [] : configuration(policy, written)),
        `Tried in ${verified.engines.join(", ")}, and on ${verified.strangers.length} strangers, who gain nothing.`,
      ].join("\n\n"),
    ),
    // Of what is no request nothing is drawn.
    ...(diagram.text === "" ? [] : [block("text", diagram.text)]),
    ...assumptions(explanation).map(inline),
    ...(verification === null
      ? []
      : [
          "### In real browsers",
          verificationLines(verification, outcome)
            .map(({ text, printed }) =>
              [`- ${inline(text)}`, ...printed.map((line) => `  - ${code(line)}`)].join("\n"),
            )
            .join("\n"),
        ]),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** For the stack that the responses come from, or in a policy's words where that has none. */
function configuration(policy: Policy, stack: EmitTarget | null): string[] {
  const { files, deviations, target } =
    stack === null ? { files: [], deviations: [], target: "" } : emit(stack, policy);
  if (files.length === 0) return [block("ts", policyText(policy).join("\n"))];
  return [
    ...files.flatMap(({ name, text }) => [`${code(name)} (${target}):`, block("", text.trimEnd())]),
    ...deviations.map(({ direction, message }) => `${direction}: ${inline(message)}`),
  ];
}

/** What came from elsewhere can neither format nor link. */
const inline = (text: string): string => printable(text).replace(/[\\`*_[\]<>|#]/g, "\\$&");

function code(text: string): string {
  const shown = printable(text).replaceAll("\n", " ");
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}

function block(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${printable(text)}\n${fence}`;
}
