import { describeFailure } from "./standard.ts";
import type { EngineMessages } from "./messages.ts";

export const chromiumMessages: EngineMessages = {
  failed: "Failed to fetch",
  bodyFailed: "Failed to fetch",
  console: (failure) => describeFailure(failure),
};
