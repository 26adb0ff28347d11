import { endReading, type ResponseBody, requireBytes } from "../infrastructure/body.ts";
import { copyOfBytes } from "../infrastructure/copy-of-bytes.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";

type Controller = ReadableStreamDefaultController<Uint8Array> | ReadableByteStreamController;

/**
 * A response's body as a script reads it by chunks. It breaks off with the signal's reason, whether or not
 * somebody reads just then.
 *
 * https://fetch.spec.whatwg.org/#abort-fetch
 */
export function bodyStream(
  body: ResponseBody,
  error: (cause: unknown) => Error,
  signal: AbortSignal | null,
  kind: "byte-stream" | "stream",
  /** What a script does by cancelling. */
  turnAway: (body: ResponseBody) => void,
): ReadableStream<Uint8Array> {
  let iterator: AsyncIterator<Uint8Array> | null = null;
  let unfollow: (() => void) | null = null;
  let isOver = false;
  const finish = (): void => {
    isOver = true;
    unfollow?.();
  };
  const source: UnderlyingDefaultSource | UnderlyingByteSource = {
    ...(kind === "byte-stream" ? { type: "bytes" as const } : {}),
    start(controller: Controller) {
      if (signal === null) return;
      // "If response's body is non-null and is readable, then error response's body with error."
      const breakOff = (): void => {
        isOver = true;
        controller.error(error(signal.reason));
      };
      if (signal.aborted) breakOff();
      else unfollow = followSignal(signal, breakOff);
    },
    async pull(controller: Controller) {
      iterator ??= body[Symbol.asyncIterator]();
      try {
        let next = await iterator.next();
        // NB: A chunk without bytes is nothing to a reader, and a byte stream refuses it.
        while (!isOver && next.done !== true && next.value.length === 0)
          next = await iterator.next();
        if (isOver) return;
        if (next.done !== true) {
          requireBytes(next.value);
          // NB: The script may write into it, and others hold the same: caches, clones and transports.
          controller.enqueue(copyOfBytes(next.value));
          return;
        }
        finish();
        controller.close();
        // Who reads into a buffer of its own gets it back.
        if ("byobRequest" in controller) controller.byobRequest?.respond(0);
      } catch (cause) {
        if (isOver) return;
        finish();
        controller.error(error(cause));
      }
    },
    cancel() {
      finish();
      turnAway(body);
      if (iterator !== null) endReading(iterator);
    },
  };
  return new ReadableStream(source as UnderlyingDefaultSource<Uint8Array>, { highWaterMark: 0 });
}
