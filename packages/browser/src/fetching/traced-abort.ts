import type { ResponseBody } from "../infrastructure/body.ts";
import { currentUrl } from "../infrastructure/fetch-request.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";
import { otherFailure } from "../infrastructure/network-error.ts";
import type { Trace } from "../trace.ts";
import { traceFailure } from "./trace-step.ts";
import type { FetchStart } from "./user-agent.ts";

const FETCH = ["#concept-fetch", ""] as const;
const HTTP_NETWORK_FETCH = ["#concept-http-network-fetch", ""] as const;

/**
 * A fetch whose trace tells of an abort as it comes, and of no other end: a transport may be late to notice, or never does.
 * DevTools show such a request as cancelled.
 */
export function withTracedAbort(
  params: FetchStart & { readonly trace: Trace; readonly signal: AbortSignal },
  work: (params: FetchStart) => Promise<FetchResponse>,
): Promise<FetchResponse> {
  const { request, trace, signal } = params;
  let isTold = false;
  const unfollow = followSignal(signal, () => {
    isTold = true;
    traceFailure(trace, otherFailure("Aborted", currentUrl(request), FETCH));
  });
  const working = work({
    ...params,
    trace: (event) => {
      if (event.kind !== "failed" || !isTold) trace(event);
    },
  });
  return working.finally(unfollow);
}

/** A body whose failure is told beside to who reads it, and that it was aborted while it was being read. */
export function tracedBody(
  body: ResponseBody,
  url: URL,
  trace: Trace,
  signal: AbortSignal | null,
): ResponseBody {
  return {
    async *[Symbol.asyncIterator]() {
      let isTold = false;
      const abort = (): void => {
        isTold = true;
        traceFailure(trace, otherFailure("Aborted", url, HTTP_NETWORK_FETCH));
      };
      const unfollow = signal === null ? null : followSignal(signal, abort);
      try {
        yield* body;
      } catch (cause) {
        if (!isTold)
          traceFailure(trace, otherFailure("TransportFailed", url, HTTP_NETWORK_FETCH, { cause }));
        throw cause;
      } finally {
        unfollow?.();
      }
    },
    cancel: (by) => body.cancel?.(by),
  };
}
