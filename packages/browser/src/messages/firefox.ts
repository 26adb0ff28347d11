import { describeFailure } from "./standard.ts";
import type { EngineMessages } from "./messages.ts";
import { firefoxMisuse } from "./misuse/firefox.ts";

export const firefoxMessages: EngineMessages = {
  failed: "NetworkError when attempting to fetch resource.",
  bodyFailed: "Error in body stream",
  misuse: firefoxMisuse,
  console: (failure) => describeFailure(failure),
};
