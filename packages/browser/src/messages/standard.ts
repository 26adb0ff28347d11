import { type CorsError, corsErrorCodes, describeCorsError } from "@crosswalk/cors/protocol";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import { toldFailure } from "../infrastructure/told-failure.ts";
import type { EngineMessages } from "./messages.ts";
import { standardMisuse } from "./misuse/standard.ts";
import { standardXmlHttpRequest } from "./xml-http-request/standard.ts";

const codes: ReadonlySet<string> = new Set(corsErrorCodes);

/** The standard has no words for users; these are ours. */
export const standardMessages: EngineMessages = {
  failed: "Network error",
  bodyFailed: () => "Network error",
  misuse: standardMisuse,
  xmlHttpRequest: standardXmlHttpRequest,
  parameter: ({ parameter }) => parameter,
  failedResource: () => null,
  started: () => [],
  mixedContent: null,
  takenPicture: () => [],
  mismatchedPreload: () => [],
  invalidPreload: () => [],
  deniedTaking: () => [],
  refusedScheme: () => [],
  refusedType: () => [],
  failedFont: () => [],
  leavableSandbox: [],
  refusedCookie: () => null,
  passed: () => [],
  console: (failure) => describeFailure(toldFailure(failure)),
};

function describeFailure(failure: NetworkFailure): string {
  if (isCorsError(failure)) return describeCorsError(failure);
  const parameter = failure.parameter === "" ? "" : `: ${failure.parameter}`;
  return `${failure.code}${parameter}`;
}

function isCorsError(failure: NetworkFailure): failure is NetworkFailure & CorsError {
  return codes.has(failure.code);
}
