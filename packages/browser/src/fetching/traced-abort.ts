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
 * A fetch whose trace tells of an abort as it comes, and of nothing behind that: a transport may be late to notice, or never does.
 * DevTools show such a request as cancelled.
 */
export function withTracedAbort(
  params: FetchStart & { readonly trace: Trace; readonly signal: AbortSignal },
  work: (params: FetchStart) => Promise<FetchResponse>,
): Promise<FetchResponse> {
  const { request, signal } = params;
  let isOver = false;
  const trace: Trace = (event) => {
    if (isOver) return;
    isOver = event.kind === "failed" && event.failure.code === "Aborted";
    params.trace(event);
  };
  const unfollow = followSignal(signal, () =>
    traceFailure(trace, otherFailure("Aborted", currentUrl(request), FETCH)),
  );
  return work({ ...params, trace }).finally(unfollow);
}

/** A body whose failure is told beside to who reads it, and that it was aborted before it was there whole. */
export function tracedBody(
  body: ResponseBody,
  url: URL,
  trace: Trace,
  signal: AbortSignal | null,
): ResponseBody {
  let isTold = false;
  const tell = (code: "Aborted" | "TransportFailed", cause?: unknown): void => {
    isTold = true;
    traceFailure(trace, otherFailure(code, url, HTTP_NETWORK_FETCH, { cause }));
  };
  const unfollow = signal === null ? null : followSignal(signal, () => tell("Aborted"));
  return {
    async *[Symbol.asyncIterator]() {
      try {
        yield* oneAhead(body, () => unfollow?.());
      } catch (cause) {
        if (!isTold) tell("TransportFailed", cause);
        throw cause;
      } finally {
        unfollow?.();
      }
    },
    cancel: (by) => {
      unfollow?.();
      body.cancel?.(by);
    },
  };
}

/** The same chunks, each of them asked for while the one before it is read: that there are no more is known in time. */
async function* oneAhead(body: ResponseBody, onEnd: () => void): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  const take = async (): Promise<IteratorResult<Uint8Array>> => {
    const next = await chunks.next();
    if (next.done === true) onEnd();
    return next;
  };
  let isRead = false;
  try {
    let next = await take();
    while (next.done !== true) {
      const following = take();
      // NB: Told to who asks for it.
      following.catch(() => undefined);
      yield next.value;
      next = await following;
    }
    isRead = true;
  } finally {
    // NB: A generator waits for what it was asked for before it returns.
    if (!isRead) body.cancel?.();
  }
}
