import { serializedOriginOfDocument } from "@crosswalk/browser";
import type { ScenarioPage } from "../scenario.ts";

/** The origin that a page asks under, as a browser sends it. */
export function serializedOriginOf(page: ScenarioPage): string {
  if (page.sandboxed === true) return "null";
  return serializedOriginOfDocument(new URL(page.url));
}
