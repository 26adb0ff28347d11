import { readAll, type ResponseBody } from "./body.ts";

/** A body that breaks off for its reader once the signal says so, whoever else reads the same. */
export function abortable(
  body: ResponseBody,
  signal: AbortSignal,
  /** Nothing is left to break off from then on. */
  end: AbortSignal,
): ResponseBody {
  const aborted = new Promise<never>((_, reject) => {
    const fail = (): void => {
      reject(signal.reason as Error);
      body.cancel?.();
    };
    signal.addEventListener("abort", fail, { once: true, signal: end });
  });
  // Who reads hears of it; who doesn't has nothing to hear.
  aborted.catch(() => undefined);
  return {
    async *[Symbol.asyncIterator]() {
      const iterator = body[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await Promise.race([aborted, iterator.next()]);
          if (next.done === true) return;
          yield next.value;
        }
      } finally {
        body.cancel?.();
      }
    },
    bytes: () => Promise.race([aborted, readAll(body)]),
    cancel: () => body.cancel?.(),
  };
}
