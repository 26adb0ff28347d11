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
