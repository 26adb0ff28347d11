import {
  corsUnsafeRequestHeaderNames,
  type HeaderEntries,
  isForbiddenRequestHeader,
} from "@crosswalk/cors/protocol";
import { serializedOriginOf } from "../run/page-origin.ts";
import type { ScenarioPage, ScenarioRequest } from "../scenario.ts";

/**
 * What passes the CORS check for a request, and allows no more: what is proposed is made of it, and nobody may be given credentials
 * that no one asked for.
 */
export const granting = (
  page: ScenarioPage,
  { credentials, api }: Pick<ScenarioRequest, "credentials" | "api">,
): HeaderEntries => [
  ["Access-Control-Allow-Origin", serializedOriginOf(page)],
  // A beacon always goes with them.
  ...(credentials === "include" || api === "beacon"
    ? [["Access-Control-Allow-Credentials", "true"] as const]
    : []),
];

/** What a preflight asks for: of what a script sets, what it may set. */
export const unsafeNames = (headers: HeaderEntries): string[] =>
  corsUnsafeRequestHeaderNames(
    headers.filter(([name, value]) => !isForbiddenRequestHeader(name, value)),
  );

/** What lets a preflight pass. */
export function allowing(page: ScenarioPage, request: ScenarioRequest): HeaderEntries {
  const { method = "GET", headers = [] } = request;
  const names = unsafeNames(headers).join(", ");
  return [
    ...granting(page, request),
    ["Access-Control-Allow-Methods", method],
    ...(names === "" ? [] : [["Access-Control-Allow-Headers", names] as const]),
  ];
}
