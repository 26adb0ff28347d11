import { leftToCache, type ResponseBody } from "./body.ts";

/** What happens to a body beside what its reader learns of it. */
interface Overhearing {
  /** Somebody begins to read it. */
  readonly onBegun?: () => void;
  /** These have come, for who reads it chunk by chunk. */
  readonly onBytes?: (bytes: Uint8Array) => void;
  /** It has broken off. */
  readonly onLost?: (cause: unknown) => void;
  /** It has come to its end or broken off, or nobody reads on: how it ended. */
  readonly onOver?: (how: "read" | "left") => void;
}

const nothing = (): void => undefined;

/** The same body, of which somebody else hears what becomes of it. */
export function overheard(
  body: ResponseBody,
  { onBegun = nothing, onBytes, onLost = nothing, onOver = nothing }: Overhearing,
): ResponseBody {
  const { bytes } = body;
  const lost = (cause: unknown): never => {
    onLost(cause);
    onOver("read");
    throw cause;
  };
  return {
    ...(bytes === undefined
      ? {}
      : {
          bytes: () => {
            onBegun();
            return bytes.call(body).then((all) => {
              onOver("read");
              return all;
            }, lost);
          },
        }),
    async *[Symbol.asyncIterator]() {
      let how: "read" | "left" = "left";
      onBegun();
      try {
        if (onBytes === undefined) yield* body;
        else
          for await (const bytes of body) {
            onBytes(bytes);
            yield bytes;
          }
        how = "read";
      } catch (cause) {
        how = "read";
        onLost(cause);
        throw cause;
      } finally {
        onOver(how);
      }
    },
    cancel: (by) => {
      onOver("left");
      body.cancel?.(by);
    },
    ...leftToCache(body, () => onOver("left"), onLost),
  };
}
