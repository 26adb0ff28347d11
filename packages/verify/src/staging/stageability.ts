import type { Scenario } from "@crosswalk/explain";
import type { BrowserName } from "../installed/browser-name.ts";
import { AddressMap } from "./address-map.ts";
import { NoPlace } from "./no-place.ts";
import { placesOf } from "./places.ts";
import { stage } from "./stage.ts";

/** Why a scenario, before and after changes, can't be put on loopback addresses; null where it can. */
export function stageability(scenarios: readonly Scenario[]): string | null {
  try {
    placesOf(scenarios);
    for (const scenario of scenarios) stage(scenario, new AddressMap(new Map(), "/"));
    return null;
  } catch (error) {
    if (error instanceof NoPlace) return error.message;
    throw error;
  }
}

/** Why a browser that is driven does otherwise than one that a person uses; null where it doesn't. */
export function drivenOtherwise(browser: BrowserName, { page, request }: Scenario): string | null {
  return browser === "firefox" && page.url.startsWith("file:") && request.url.startsWith("file:")
    ? "under remote control it lets pages from the disk read files beside them"
    : null;
}
