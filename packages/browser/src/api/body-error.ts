import type { EngineProfile } from "../engines/engine.ts";
import type { UserAgent } from "../fetching/user-agent.ts";
import { currentUrl, type FetchRequest } from "../infrastructure/fetch-request.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import type { BodyState } from "../messages/messages.ts";
import { causeOf } from "./failure-cause.ts";

const place = ["https://fetch.spec.whatwg.org/#concept-body-consume-body", ""] as const;

// What streams have broken off by, by the error that their readers get.
const lostOf = new WeakMap<object, unknown>();

/** What a script gets of a body that breaks off. */
export function bodyErrorOf(
  cause: unknown,
  state: BodyState,
  request: FetchRequest,
  agent: UserAgent,
): TypeError {
  const failure = otherFailure("TransportFailed", currentUrl(request), place, { cause });
  const error = new TypeError(agent.engine.messages.bodyFailed(cause, state), {
    cause: causeOf(failure, request, agent),
  });
  if (state === "held") lostOf.set(error, cause);
  return error;
}

/** The same error as a method tells it that has read a stream to where it breaks off; others as they are. */
export function asReadByMethod(error: unknown, { messages }: EngineProfile): unknown {
  if (!(error instanceof TypeError) || !lostOf.has(error)) return error;
  const { cause } = error;
  return new TypeError(messages.bodyFailed(lostOf.get(error), "read"), { cause });
}
