import type { EngineProfile } from "../engines/engine.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { type NetworkFailure, otherFailure } from "../infrastructure/network-error.ts";
import { locationUrl } from "./location-url.ts";

/** What no redirect mode helps against. */
export function isRefusedUnfollowed(
  response: FetchResponse,
  url: URL,
  engine: EngineProfile,
): boolean {
  if (engine.redirects.refusedSchemes.size > 0) {
    const location = locationUrl(response, url, engine);
    const isUrl = location !== null && location !== "failure";
    if (isUrl && engine.redirects.refusedSchemes.has(location.protocol)) return true;
  }
  switch (engine.redirects.manualParsesLocation) {
    case "whole":
      return locationUrl(response, url, engine) === "failure";
    case "conflicts":
      return new Set(response.headerList.getAll("Location")).size > 1;
    case "not":
      return false;
  }
}

/** What is wrong with such a one: where it leads, or that it leads nowhere. */
export function unfollowedFailure(
  response: FetchResponse,
  url: URL,
  engine: EngineProfile,
): NetworkFailure {
  const location = locationUrl(response, url, engine);
  const place = ["#concept-http-fetch", "6.3"] as const;
  return location instanceof URL
    ? otherFailure("RedirectScheme", url, place, { parameter: location.href })
    : otherFailure("InvalidLocation", url, place);
}
