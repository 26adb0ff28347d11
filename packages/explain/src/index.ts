export type {
  Answer,
  AnsweredFailure,
  AnsweredResponse,
  AnswerLayer,
  AnswerRule,
  Scenario,
  ScenarioPage,
  ScenarioRequest,
} from "./scenario.ts";
export { draftFromCurl } from "./sources/curl/curl.ts";
export { draftFromFetch } from "./sources/fetch-snippet/fetch-snippet.ts";
export {
  mergeDrafts,
  type ScenarioDraft,
  scenarioOfDraft,
  type ScenarioPart,
  type SourceNote,
  type SourceNoteCode,
} from "./sources/scenario-draft.ts";
export {
  SourceError,
  sourceErrorMessage,
  type SourceName,
  type SourcePosition,
} from "./sources/source-error.ts";
