import { describeFailure } from "./standard.ts";
import type { EngineMessages } from "./messages.ts";
import { chromiumMisuse } from "./misuse/chromium.ts";

export const chromiumMessages: EngineMessages = {
  failed: "Failed to fetch",
  bodyFailed: "Failed to fetch",
  misuse: chromiumMisuse,
  console: (failure) => describeFailure(failure),
};
