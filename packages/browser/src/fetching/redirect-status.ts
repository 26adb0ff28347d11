import { isRedirectStatus } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";

/** Whether an engine takes the response for a redirect. */
export function isRedirect(response: FetchResponse, { redirects }: EngineProfile): boolean {
  const { status } = response;
  return isRedirectStatus(status) || (redirects.isAlsoRedirect(status) && isLed(response));
}

/** Whether it says where to. */
export function isLed({ headerList }: FetchResponse): boolean {
  return (headerList.get("Location") ?? "") !== "";
}
