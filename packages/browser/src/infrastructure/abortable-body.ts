import { readAll, type ResponseBody } from "./body.ts";

/** A body that breaks off for its reader once the signal says so, whoever else reads the same. */
export function abortable(
  body: ResponseBody,
  signal: AbortSignal,
  /** Nothing is left to break off from then on. */
  end: AbortSignal,
): ResponseBody {
  let isAborted = false;
  let breakOff: (() => void) | null = null;
  const abort = (): void => {
    isAborted = true;
    body.cancel?.();
    breakOff?.();
  };
  if (!signal.aborted) signal.addEventListener("abort", abort, { once: true, signal: end });
  else if (!end.aborted) abort();

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
      try {
        for (;;) {
          const next = await unlessAborted(() => iterator.next());
          if (next.done === true) return;
          yield next.value;
        }
      } finally {
        body.cancel?.();
      }
    },
    bytes: () => unlessAborted(() => readAll(body)),
    cancel: () => body.cancel?.(),
  };
}
