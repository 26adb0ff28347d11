import type { HeaderList } from "@crosswalk/cors/protocol";
import { signedInteger } from "../infrastructure/signed-integer.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { isSameOrigin, originOfUrl } from "../infrastructure/origin.ts";
import type { UserAgent } from "./user-agent.ts";

/**
 * A `Location` of nothing leads nowhere, to whom that is not a redirect.
 *
 * A preflight in the page's own name that goes to the page's own origin needs no one's leave: its
 * headers are taken for granting that.
 */
export function judgedHeaders(
  request: FetchRequest,
  response: FetchResponse,
  agent: UserAgent,
): HeaderList {
  const { redirects } = agent.engine;
  const isOwn =
    redirects.preflightOrigin === "own" &&
    isSameOrigin(request.origin, originOfUrl(currentUrl(request)));
  if (
    !isOwn &&
    redirects.emptyLocation === "ignored" &&
    response.headerList.get("Location") === ""
  ) {
    const headers = response.headerList.clone();
    headers.delete("Location");
    return headers;
  }
  if (!isOwn) return response.headerList;
  const headers = response.headerList.clone();
  headers.set("Access-Control-Allow-Origin", request.origin.serialization);
  headers.set("Access-Control-Allow-Credentials", "true");
  return headers;
}

/** With `Access-Control-Max-Age` in digits alone, where the engine makes do with less. */
export function withReadMaxAge(headers: HeaderList, { engine }: UserAgent): HeaderList {
  const value = headers.get("Access-Control-Max-Age");
  const { maxAgeSyntax } = engine.preflightCache;
  if (maxAgeSyntax === "delta-seconds" || value === null) return headers;
  const around = maxAgeSyntax === "integer" ? "nothing" : "white space";
  const integer = signedInteger(value, around);
  if (integer === value) return headers;
  const read = headers.clone();
  // What isn't read at all counts as what nobody could read.
  read.set("Access-Control-Max-Age", integer ?? "unreadable");
  return read;
}
