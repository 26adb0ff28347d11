import { leftToCache, type ResponseBody } from "./body.ts";

/** What happens to a body beside what its reader learns of it. */
interface Overhearing {
  /** It has broken off. */
  readonly onLost?: (cause: unknown) => void;
  /** It has come to its end or broken off, or nobody reads on. */
  readonly onOver?: () => void;
}

const nothing = (): void => undefined;

/** The same body, of which somebody else hears what becomes of it. */
export function overheard(
  body: ResponseBody,
  { onLost = nothing, onOver = nothing }: Overhearing,
): ResponseBody {
  const { bytes } = body;
  const lost = (cause: unknown): never => {
    onLost(cause);
    onOver();
    throw cause;
  };
  return {
    ...(bytes === undefined
      ? {}
      : {
          bytes: () =>
            bytes.call(body).then((all) => {
              onOver();
              return all;
            }, lost),
        }),
    async *[Symbol.asyncIterator]() {
      try {
        yield* body;
      } catch (cause) {
        onLost(cause);
        throw cause;
      } finally {
        onOver();
      }
    },
    cancel: () => {
      onOver();
      body.cancel?.();
    },
    ...leftToCache(body, onOver, onLost),
  };
}
