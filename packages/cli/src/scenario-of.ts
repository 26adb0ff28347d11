import { nodeTransport } from "@crosswalk/browser/node";
import {
  probe,
  type Scenario,
  type ScenarioDraft,
  type ScenarioPage,
  type ScenarioRequest,
  scenarioOfDraft,
  withAssumedAnswer,
} from "@crosswalk/explain";
import type { ExplainOptions } from "./explain-options.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The scenario that a draft and the options make together; what the options say counts. Where no answer is known, the server is
 * asked, as Chromium asks it.
 *
 * @throws UsageError if nobody says which page asks, or what it asks for
 */
export async function scenarioOf(draft: ScenarioDraft, options: ExplainOptions): Promise<Scenario> {
  const page = pageOf(draft, options);
  const request = requestOf(draft, options);
  const scenario = scenarioOfDraft({ ...draft, page, request, missing: [] })!;
  return withAssumedAnswer(draft.answers.length > 0 ? scenario : await asked(scenario));
}

// Who waits at a terminal has gone elsewhere by then.
const TIMEOUT = 15_000; // milliseconds

async function asked(scenario: Scenario): Promise<Scenario> {
  const transport = nodeTransport({ connectTimeout: TIMEOUT, headersTimeout: TIMEOUT });
  try {
    return (await probe(scenario, transport)).scenario;
  } finally {
    await transport.close?.();
  }
}

function pageOf(draft: ScenarioDraft, { page }: ExplainOptions): ScenarioPage {
  if (page === null) {
    if (draft.page !== null) return draft.page;
    throw new UsageError(
      "which page asks is not told; write --page https://app.example.com, or --page null for a sandboxed one",
    );
  }
  if (page === "null") return { url: "https://sandboxed.example/", sandboxed: true };
  if (URL.canParse(page)) return { ...draft.page, url: new URL(page).href };
  const instead = URL.canParse(`https://${page}`) ? `https://${page}` : "https://app.example.com";
  throw new UsageError(`--page: "${page}" is not a URL; write "${instead}"`);
}

function requestOf(draft: ScenarioDraft, { request }: ExplainOptions): ScenarioRequest {
  const url = draft.request?.url;
  if (url === undefined) {
    throw new UsageError(
      "which URL is asked for is not told; write it, or paste the curl command or fetch call",
    );
  }
  return { api: "fetch", ...draft.request, ...request, url };
}
