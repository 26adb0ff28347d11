import { isPreflight } from "@crosswalk/cors/protocol";
import type { TransportRequest } from "@crosswalk/browser";
import type { AnswerRule } from "../scenario.ts";

/** Whether a message asks for leave for another. */
export function isPreflightMessage(request: Pick<TransportRequest, "method" | "headers">): boolean {
  return isPreflight(request.method, request.headers);
}

/** The first value of a header; null where there is none. */
export function headerOf(
  headers: readonly (readonly [name: string, value: string])[],
  name: string,
): string | null {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? null;
}

/** Which rule answers a message: the first that fits; null where none does. */
export function ruleFor(rules: readonly AnswerRule[], request: TransportRequest): number | null {
  const url = request.url.href.replace(/#.*$/, "");
  const preflight = isPreflightMessage(request);
  const origin = headerOf(request.headers, "origin");
  const index = rules.findIndex(
    ({ when }) =>
      (when.url === undefined || when.url === url) &&
      (when.method === undefined || when.method === request.method) &&
      (when.preflight === undefined || when.preflight === preflight) &&
      (when.origin === undefined || when.origin === origin),
  );
  return index === -1 ? null : index;
}
