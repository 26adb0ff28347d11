import {
  assumedScenario,
  type ConsoleTrouble,
  probe,
  redactText,
  run,
  sandboxedPage,
  type Scenario,
  type ScenarioDraft,
  type ScenarioPage,
  type ScenarioRequest,
  scenarioOfDraft,
  toldScenario,
  withAssumedAnswer,
} from "@crosswalk/explain";
import type { ExplainOptions } from "./explain-options.ts";
import { UsageError } from "./usage-error.ts";
import { withScheme } from "./with-scheme.ts";

/**
 * The scenario that a draft and the options make together; what the options say counts. Where no answer is known, the server is
 * asked, as Chromium asks it.
 *
 * @throws UsageError if nobody says which page asks, or what it asks for
 */
export async function scenarioOf(draft: ScenarioDraft, options: ExplainOptions): Promise<Scenario> {
  const { told } = draft;
  if (told !== null && draft.answers.length === 0) return scenarioTold(draft, told, options);
  const [page, request] = [pageOf(draft, options), requestOf(draft, options)];
  if (draft.answers.length > 0) {
    const assumed = assumedScenario({ ...draft, page, request }, options.request);
    const answered = withAssumedAnswer(assumed, { isPreflightPassed: isPreflightPassed(draft) });
    if (told === null || !draft.missing.includes("answers")) return answered;
    // It failed, and not for what is known of it: then for the answer that is missing.
    const { failure } = await run(answered, told.message.browser ?? "chromium");
    return failure !== null && failure.code !== "no-answer"
      ? answered
      : scenarioTold(draft, told, options);
  }
  const scenario = scenarioOfDraft({
    ...draft,
    page: page ?? missingPage(),
    request: request ?? missingUrl(),
  })!;
  if (options.offline) {
    throw new UsageError(
      "no response is known, and --offline keeps the server from being asked; add a dump of its headers",
    );
  }
  return withAssumedAnswer(await asked(scenario, TIMEOUT));
}

/**
 * What a console tells of is known without any server. It is asked nonetheless, for it tells more: statuses and headers. What it
 * answers counts if it fails for the same reason; else it is another server than the browser met, or it was mended since.
 */
async function scenarioTold(
  draft: ScenarioDraft,
  told: ConsoleTrouble,
  options: ExplainOptions,
): Promise<Scenario> {
  const [page, request] = [pageOf(draft, options), requestOf(draft, options)];
  const scenario = await toldScenario(told, { page, request }, options.request);
  const isKnown = page !== null && request !== null && /^https?:/.test(request.url);
  const { kind } = told.message;
  const isAskable =
    kind === "cors" || kind === "fetch-rejected" || kind === "http-status" || kind === "network";
  if (options.offline || !isKnown || !isAskable) return scenario;
  const { page: asks, request: sent } = scenario;
  const probed = await asked({ page: asks, request: sent, answers: [] }, SHORT_TIMEOUT);
  const engine = told.message.browser ?? "chromium";
  const [seen, expected] = [await run(probed, engine), await run(scenario, engine)];
  // What can't be reached from here tells nothing: the browser would have named a failure of the network.
  const isReached = seen.messages.some(({ reply }) => reply.kind === "response");
  const isWhy = scenario.told === "reason-not-told" && seen.failure !== null && isReached;
  return isWhy || (seen.failure !== null && seen.failure.code === expected.failure?.code)
    ? withAssumedAnswer(probed)
    : scenario;
}

// Who waits at a terminal has gone elsewhere by then.
const TIMEOUT = 15_000; // milliseconds
// Of what is known already, nobody waits for more.
const SHORT_TIMEOUT = 4_000; // milliseconds

async function asked(scenario: Scenario, milliseconds: number): Promise<Scenario> {
  // What opens sockets takes longer to be read than what there is to explain.
  const { nodeTransport } = await import("@crosswalk/browser/node");
  const transport = nodeTransport({ connectTimeout: milliseconds, headersTimeout: milliseconds });
  try {
    return (await probe(scenario, transport)).scenario;
  } finally {
    await transport.close?.();
  }
}

/** What was sent had leave. */
export const isPreflightPassed = ({ notes }: Pick<ScenarioDraft, "notes">): boolean =>
  notes.some(({ code }) => code === "preflight-passed");

function missingPage(): never {
  throw new UsageError(
    "which page asks is not told; write --page https://app.example.com, or --page null for a sandboxed one",
  );
}

function missingUrl(): never {
  throw new UsageError(
    "which URL is asked for is not told; write it, or paste the curl command or fetch call",
  );
}

function pageOf(draft: ScenarioDraft, { page }: ExplainOptions): ScenarioPage | null {
  if (page === null) return draft.page;
  if (page === "null") return sandboxedPage;
  const instead = withScheme(page);
  if (instead === null && URL.canParse(page)) return { ...draft.page, url: new URL(page).href };
  const shown = redactText(page);
  const written = redactText(instead ?? "https://app.example.com");
  throw new UsageError(`--page: "${shown}" is not a URL; write "${written}"`);
}

/** Null where nobody says where it goes. */
function requestOf(draft: ScenarioDraft, { request }: ExplainOptions): ScenarioRequest | null {
  const url = draft.request?.url;
  return url === undefined ? null : { api: "fetch", ...draft.request, ...request, url };
}
