import {
  corsUnsafeRequestHeaderNames,
  type HeaderEntries,
  isForbiddenRequestHeader,
} from "@crosswalk/cors/protocol";
import { serializedOriginOf } from "../run/page-origin.ts";
import type { ScenarioPage, ScenarioRequest } from "../scenario.ts";

/** What passes the CORS check for a page, with credentials and without. */
export const granting = (page: ScenarioPage): HeaderEntries => [
  ["Access-Control-Allow-Origin", serializedOriginOf(page)],
  ["Access-Control-Allow-Credentials", "true"],
];

/** What a preflight asks for: of what a script sets, what it may set. */
export const unsafeNames = (headers: HeaderEntries): string[] =>
  corsUnsafeRequestHeaderNames(
    headers.filter(([name, value]) => !isForbiddenRequestHeader(name, value)),
  );

/** What lets a preflight pass. */
export function allowing(
  page: ScenarioPage,
  { method = "GET", headers = [] }: ScenarioRequest,
): HeaderEntries {
  const names = unsafeNames(headers).join(", ");
  return [
    ...granting(page),
    ["Access-Control-Allow-Methods", method],
    ...(names === "" ? [] : [["Access-Control-Allow-Headers", names] as const]),
  ];
}
