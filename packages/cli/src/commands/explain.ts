import {
  explain,
  type Explanation,
  redactExplanation,
  type Scenario,
  ScenarioError,
  SourceError,
} from "@crosswalk/explain";
import type { Command } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { readExplainInput } from "../explain-input.ts";
import { type ExplainOptions, readExplainOptions } from "../explain-options.ts";
import { type ExplanationWriter, explanationWriter } from "../render/explanation-writer.ts";
import { progressOf, showWaiting } from "../render/progress.ts";
import { unverifiedMessage } from "../render/verification-lines.ts";
import { scenarioOf } from "../scenario-of.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { exitCodeOfVerification, verifyExplanation } from "../verify-explanation.ts";

export const explainCommand: Command = {
  name: "explain",
  summary: "why a request is blocked, and what to change",
  help: `crosswalk explain <what> [<what> …] [options]

What, as you pasted it or in a file:
  an error of a browser's console, or several
  a URL, which is asked as Chromium asks it
  a command of curl or PowerShell, as browsers copy it, with what it printed
  a snippet with fetch, axios, XMLHttpRequest or jQuery
  response headers, out of curl or a browser's network panel
  a HAR file, of which every failed request is explained
  a scenario in JSON
Several are taken together. "-", or nothing, reads what is piped in.

  --page URL          the page that asks; "null" for a sandboxed one
  -X, --method NAME   of the request, as are
  -H, --header LINE   "Name: value" (repeatable)
  --body TEXT
  --credentials MODE  omit, same-origin, include
  --mode MODE         cors, no-cors, same-origin
  --redirect MODE     follow, error, manual
  --api NAME          fetch, xhr, image, font, script …
  --reads NAME        a response header that the script wants to read
                      (repeatable)
  --layer NAME=FILE   response headers as a layer saw them, outermost first
                      (repeatable)
  --stack NAME        write the change for express, nginx, spring, s3 …;
                      else for what the responses say they come from
  --json, --markdown  for a program, for an issue
  --test              a test for Vitest that fails until it works
  --offline           ask no server: explain what was given alone
  --show-secrets      show cookies, tokens and passwords
  --verify            let the Chromium and Firefox that are installed do it, as
                      given and after the change, on servers of this machine;
                      CHROMIUM= and FIREFOX= name others
  --time-limit SECONDS  how long they may take for each request, 60 if not told

Exits 0 if the page may read the response, 1 if not, 2 if the input makes no
sense, 3 if the server could not be reached; with --verify, 4 if no browser was
there to say so, 5 if one says otherwise.
`,
  async run(parameters, terminal) {
    const options = readExplainOptions(parameters);
    const progress = progressOf(terminal);
    const write = explanationWriter(options, terminal);
    try {
      const input = await readExplainInput(options, terminal, {
        onProgress: progress.report,
        onUnread: (message) => terminal.error(`crosswalk explain: ${message}\n`),
      });
      if (input.kind !== "drafts") {
        const scenario =
          input.kind === "scenario" ? input.scenario : await scenarioOf(input.draft, options);
        const code = await explainOne(scenario, options, write, terminal);
        write.end();
        return code;
      }
      let code: ExitCode = exitCodes.fine;
      for await (const draft of input.drafts) {
        progress.clear();
        const one = await explainOne(await scenarioOf(draft, options), options, write, terminal);
        if (one === exitCodes.unreachable) code = Math.max(code, exitCodes.findings) as ExitCode;
        else code = Math.max(code, one) as ExitCode;
        terminal.reached?.(code);
      }
      progress.clear();
      write.end();
      return code;
    } catch (error) {
      progress.clear();
      // Which token, and what was expected there: the source has said it.
      if (error instanceof SourceError || error instanceof ScenarioError)
        throw new UsageError(error.message);
      throw error;
    }
  },
};

/** Explains, verifies where that is asked for, and writes both. */
async function explainOne(
  scenario: Scenario,
  options: ExplainOptions,
  write: ExplanationWriter,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!options.verify) {
    const explanation = await explain(scenario, options);
    await write.one(explanation, null);
    return exitCodeOf(explanation);
  }
  const whole = await explain(scenario, { showSecrets: true });
  const explanation = options.showSecrets ? whole : redactExplanation(whole);
  const coming = verifyExplanation(whole, options);
  await write.one(explanation, showWaiting(coming, terminal));
  const verification = await coming;
  const code = exitCodeOfVerification(verification);
  if (code === exitCodes.unverified)
    terminal.error(`crosswalk explain: ${unverifiedMessage(verification)}\n`);
  return code ?? exitCodeOf(explanation);
}

function exitCodeOf({ outcome, runs }: Explanation): ExitCode {
  if (outcome === "allowed") return exitCodes.fine;
  // Where a browser refuses to send anything, another may have tried.
  const isUnreachable = runs.some(({ failure }) => unreachable.has(failure?.code ?? ""));
  return isUnreachable ? exitCodes.unreachable : exitCodes.findings;
}

const unreachable: ReadonlySet<string> = new Set([
  "certificate",
  "connection-refused",
  "connection-reset",
  "name-not-resolved",
  "no-answer",
  "timed-out",
]);
