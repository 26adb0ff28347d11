import { byteLowercase, type HeaderEntries } from "@crosswalk/cors/protocol";
import type { ScenarioRequest } from "../scenario.ts";

/** Values that need a preflight where not every value does. */
const values: ReadonlyMap<string, string> = new Map([
  ["content-type", "application/json"],
  ["authorization", "Bearer token"],
]);

/** A value for a header of which only the name is known. */
export function valueForHeader(name: string): string {
  return values.get(byteLowercase(name)) ?? "1";
}

/**
 * The request that a preflight asks for. People write preflights by hand, with curl, to see what a server answers; what a
 * browser would do is decided by the request that they have in mind.
 */
export function requestOfPreflight(
  method: string | undefined,
  sent: HeaderEntries,
): Pick<ScenarioRequest, "method" | "headers"> | null {
  if (method !== "OPTIONS") return null;
  const valueOf = (name: string): string | undefined =>
    sent.find(([other]) => byteLowercase(other) === name)?.[1];
  const asked = valueOf("access-control-request-method");
  if (asked === undefined) {
    // Who asks so for an origin means a preflight, and left out what it is for.
    return valueOf("origin") === undefined
      ? null
      : { method: "POST", headers: [["Content-Type", valueForHeader("content-type")]] };
  }
  const names = (valueOf("access-control-request-headers") ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return {
    method: asked.trim(),
    headers: names.map((name) => [name, valueForHeader(name)] as const),
  };
}
