import type { Explanation } from "@crosswalk/explain";
import type { Verification } from "@crosswalk/verify";
import type { ExplainOptions } from "../explain-options.ts";
import type { Terminal } from "../terminal.ts";
import { explanationMarkdown } from "./explanation-markdown.ts";
import { UsageError } from "../usage-error.ts";
import { explanationTest } from "./explanation-test.ts";
import { explanationText } from "./explanation-text.ts";
import { styleOf } from "./style.ts";
import { verificationText } from "./verification-text.ts";

/** Writes explanations as they come; JSON as a line for each. */
export interface ExplanationWriter {
  /** `verification` is to come, or null where none was asked for. */
  one(explanation: Explanation, verification: Promise<Verification> | null): Promise<void>;
  end(): void;
}

export function explanationWriter(
  { format, stack }: ExplainOptions,
  terminal: Terminal,
): ExplanationWriter {
  const style = styleOf(terminal.hasColour);
  let count = 0;
  return {
    async one(explanation, coming) {
      const isFirst = count++ === 0;
      switch (format) {
        case "json": {
          const verification = await coming;
          // A line for each, so that a program can read them as they come.
          const whole = verification === null ? explanation : { ...explanation, verification };
          terminal.out(`${JSON.stringify(whole)}\n`);
          return;
        }
        case "markdown":
          terminal.out(
            `${isFirst ? "" : "\n---\n\n"}${explanationMarkdown(explanation, await coming, stack)}`,
          );
          return;
        case "test":
          if (explanation.diagram.text === "")
            throw new UsageError(
              `no test can be written of this: ${explanation.verdict} A test asks a server for a response, and this is no request for one`,
            );
          terminal.out(`${isFirst ? "" : "\n"}${explanationTest(explanation)}`);
          return;
        case "text": {
          const { columns } = terminal;
          terminal.out(isFirst ? "" : `\n${"─".repeat(columns)}\n\n`);
          terminal.out(explanationText(explanation, { style, columns, stack }));
          const verification = await coming;
          if (verification !== null)
            terminal.out(
              `\n${verificationText(verification, explanation.outcome, { style, columns })}`,
            );
        }
      }
    },
    end() {
      if (count === 0 && format !== "json") terminal.out("No request in it failed.\n");
    },
  };
}
