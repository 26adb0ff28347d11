import { describeFailure } from "./standard.ts";
import type { EngineMessages } from "./messages.ts";

export const firefoxMessages: EngineMessages = {
  failed: "NetworkError when attempting to fetch resource.",
  bodyFailed: "Error in body stream",
  console: (failure) => describeFailure(failure),
};
