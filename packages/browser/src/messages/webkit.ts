import { describeFailure } from "./standard.ts";
import type { EngineMessages } from "./messages.ts";
import { webkitMisuse } from "./misuse/webkit.ts";

export const webkitMessages: EngineMessages = {
  failed: "Load failed",
  bodyFailed: "Load failed",
  misuse: webkitMisuse,
  console: (failure) => describeFailure(failure),
};
