import type { EngineProfile } from "../engines/engine.ts";
import { abortable } from "../infrastructure/abortable-body.ts";
import { turningAwayIn } from "../infrastructure/body.ts";
import { type FetchResponse, withBody } from "../infrastructure/fetch-response.ts";

/** What others read as well breaks off for this one at once, and so does what a transport is late to end. */
export function abortableResponse(
  response: FetchResponse,
  signal: AbortSignal,
  engine: EngineProfile,
): FetchResponse {
  const { body } = response;
  return body === null
    ? response
    : withBody(response, abortable(body, signal, null, turningAwayIn(engine)));
}
