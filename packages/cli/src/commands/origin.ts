import { compareOrigins, type OriginComparison, redactText } from "@crosswalk/explain";
import type { Command } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { parseOptions } from "../parse-options.ts";
import { originText } from "../render/origin-text.ts";
import { styleOf } from "../render/style.ts";
import { UsageError } from "../usage-error.ts";

export const originCommand: Command = {
  name: "origin",
  summary: "whether two URLs are of the same origin, and of the same site",
  help: `crosswalk origin <URL> <URL> [--json]

Compares scheme, host and port, as browsers do before they ask for CORS, and
the site, as they do for cookies. Exits 0 if the origins are the same, 1 if
they are not.
`,
  async run(parameters, terminal) {
    const { values, positionals } = parseOptions(parameters, { json: { type: "boolean" } });
    const [one, other] = positionals;
    if (one === undefined || other === undefined || positionals.length > 2) {
      throw new UsageError(
        `${positionals.length} URLs were given; write two, as in: crosswalk origin https://app.example.com https://api.example.com`,
      );
    }
    const comparison = compare(one, other);
    terminal.out(
      values.json === true
        ? `${JSON.stringify(comparison, null, 2)}\n`
        : originText(comparison, styleOf(terminal.hasColour), terminal.columns),
    );
    return comparison.isSameOrigin ? exitCodes.fine : exitCodes.findings;
  },
};

function compare(one: string, other: string): OriginComparison {
  try {
    return withoutSecrets(compareOrigins(one, other));
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(redactText(error.message));
    throw error;
  }
}

/** Passwords and tokens of a URL are no part of its origin. */
function withoutSecrets(comparison: OriginComparison): OriginComparison {
  const [one, other] = comparison.origins;
  return {
    ...comparison,
    origins: [
      { ...one, given: redactText(one.given) },
      { ...other, given: redactText(other.given) },
    ],
    reasons: comparison.reasons.map(redactText),
  };
}
