import { describeFailure } from "./standard.ts";
import type { EngineMessages } from "./messages.ts";

export const webkitMessages: EngineMessages = {
  failed: "Load failed",
  bodyFailed: "Load failed",
  console: (failure) => describeFailure(failure),
};
