import type { Explanation } from "@crosswalk/explain";
import type { ExplainOptions } from "../explain-options.ts";
import type { Terminal } from "../terminal.ts";
import { explanationMarkdown } from "./explanation-markdown.ts";
import { explanationTest } from "./explanation-test.ts";
import { explanationText } from "./explanation-text.ts";
import { styleOf } from "./style.ts";

/** Writes explanations as they come; JSON as a line for each. */
export interface ExplanationWriter {
  one(explanation: Explanation): void;
  end(): void;
}

export function explanationWriter(
  { format, stack }: ExplainOptions,
  terminal: Terminal,
): ExplanationWriter {
  const style = styleOf(terminal.hasColour);
  let count = 0;
  return {
    one(explanation) {
      const isFirst = count++ === 0;
      switch (format) {
        case "json":
          // A line for each, so that a program can read them as they come.
          terminal.out(`${JSON.stringify(explanation)}\n`);
          return;
        case "markdown":
          terminal.out(`${isFirst ? "" : "\n---\n\n"}${explanationMarkdown(explanation)}`);
          return;
        case "test":
          terminal.out(`${isFirst ? "" : "\n"}${explanationTest(explanation)}`);
          return;
        case "text":
          terminal.out(isFirst ? "" : `\n${"─".repeat(terminal.columns)}\n\n`);
          terminal.out(explanationText(explanation, { style, columns: terminal.columns, stack }));
      }
    },
    end() {
      if (count === 0 && format !== "json") terminal.out("No request in it failed.\n");
    },
  };
}
