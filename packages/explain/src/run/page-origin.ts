import type { ScenarioPage } from "../scenario.ts";

/** The origin that a page asks under, as a browser sends it. */
export function serializedOriginOf(page: ScenarioPage): string {
  if (page.sandboxed === true) return "null";
  // NB: `URL` knows no tuple origin but those of the web's own schemes, and serializes all others as "null".
  return new URL(page.url).origin;
}
