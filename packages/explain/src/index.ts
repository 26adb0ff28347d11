export { type CauseId, causeIds } from "./cause-id.ts";
export type {
  EngineRun,
  FailureCode,
  ObstacleKind,
  RunFailure,
  RunMessage,
  RunOutcome,
  RunReply,
} from "./engine-run.ts";
export { detectStack } from "./detect-stack.ts";
export { explain, redactExplanation, type ExplainOptions } from "./explain.ts";
export type {
  Change,
  ChangePlace,
  Diagram,
  DiagramArrow,
  Evidence,
  Explanation,
  ExplanationOutcome,
  Finding,
  Fix,
  FixPlace,
  FixVerification,
  HeaderDiff,
  StandardPlace,
  StrangerTrial,
} from "./explanation.ts";
export { applyChanges } from "./fixes/apply-changes.ts";
export { redact, type Redacted, redactText } from "./redact.ts";
export {
  compareOrigins,
  type OriginComparison,
  type OriginPart,
  type OriginParts,
} from "./origins/compare-origins.ts";
export { run } from "./run.ts";
export type {
  Answer,
  AnsweredFailure,
  AnsweredResponse,
  AnswerLayer,
  AnswerRule,
  Scenario,
  ScenarioAssumption,
  ScenarioPage,
  ScenarioRequest,
  ToldObstacle,
} from "./scenario.ts";
export type { Situation } from "./situations/situation.ts";
export { situations } from "./situations/situations.ts";
export { type AssumedAnswerOptions, withAssumedAnswer } from "./sources/assumed-answer.ts";
export type {
  ConsoleCorsCode,
  ConsoleKind,
  ConsoleMessage,
} from "./sources/console/console-message.ts";
export { type ConsoleTrouble, consoleTroubles } from "./sources/console/console-troubles.ts";
export { draftsFromConsole } from "./sources/console/draft-from-console.ts";
export { assumedScenario, sandboxedPage } from "./sources/assumed-scenario.ts";
export { toldScenario } from "./sources/console/told-scenario.ts";
export { maxConsoleLength, recognizeConsole } from "./sources/console/recognize-console.ts";
export { draftFromCurl } from "./sources/curl/curl.ts";
export { draftFromFetch } from "./sources/fetch-snippet/fetch-snippet.ts";
export {
  type HarOptions,
  type HarProgress,
  type HarScenario,
  harScenarios,
} from "./sources/har/har.ts";
export { readPaste } from "./sources/paste/read-paste.ts";
export { type PasteKind, recognizePaste } from "./sources/paste/recognize-paste.ts";
export { draftFromPowerShell } from "./sources/power-shell.ts";
export { joinPreflights } from "./sources/join-preflights.ts";
export { draftFromHeaders, type NamedDump } from "./sources/response-headers.ts";
export { parseScenario, ScenarioError } from "./sources/scenario-json.ts";
export {
  mergeDrafts,
  type ScenarioDraft,
  scenarioOfDraft,
  type ScenarioPart,
  type SourceNote,
  type SourceNoteCode,
} from "./sources/scenario-draft.ts";
export { type Probe, probe } from "./sources/probe/probe.ts";
export type { ProbedExchange } from "./sources/probe/probe-transport.ts";
export {
  type AnswerOptions,
  type OptionIssue,
  optionIssueMessage,
  scenarioFromOptions,
  type ScenarioOptions,
  ScenarioOptionsError,
} from "./sources/scenario-options.ts";
export {
  SourceError,
  sourceErrorMessage,
  type SourceName,
  type SourcePosition,
} from "./sources/source-error.ts";
