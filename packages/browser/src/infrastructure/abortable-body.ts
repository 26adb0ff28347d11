import { cancelByScript, leave, leftToCache, readAll, type ResponseBody } from "./body.ts";
import { followSignal } from "./follow-signal.ts";

/** A body that breaks off for its reader once the signal says so, whoever else reads the same. */
export function abortable(
  body: ResponseBody,
  signal: AbortSignal,
  /** Nothing is left to break off from then on; null where that is once this reader has read it all. */
  end: AbortSignal | null,
  /** What an abort does to it. */
  turnAway: (body: ResponseBody) => void = cancelByScript,
): ResponseBody {
  let isAborted = false;
  let breakOff: (() => void) | null = null;
  const abort = (): void => {
    isAborted = true;
    // NB: First, as a body that is cancelled may say that it has ended.
    breakOff?.();
    turnAway(body);
  };
  // A page may hold on to its signal for long after.
  let finish = (): void => undefined;
  if (end?.aborted !== true) {
    finish = followSignal(signal, abort);
    if (end !== null) followSignal(end, finish);
  }

  // It is tempting to race each read against one promise of the signal's. That promise would hold on to
  // all that was ever read, for as long as the signal lives.
  const unlessAborted = <T>(read: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      breakOff = () => reject(signal.reason as Error);
      if (isAborted) breakOff();
      else
        read()
          .then(resolve, reject)
          .finally(() => {
            breakOff = null;
          });
    });
  return {
    async *[Symbol.asyncIterator]() {
      const iterator = body[Symbol.asyncIterator]();
      let isOver = false;
      try {
        for (;;) {
          const next = await unlessAborted(() => iterator.next());
          if (next.done === true) {
            isOver = true;
            return;
          }
          yield next.value;
        }
      } finally {
        finish();
        if (!isOver) leave(body, iterator);
      }
    },
    bytes: () => unlessAborted(() => readAll(body)).finally(finish),
    cancel: (by) => {
      finish();
      body.cancel?.(by);
    },
    ...leftToCache(body, finish),
  };
}
