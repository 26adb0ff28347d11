import { shown } from "./argument-check.ts";

/**
 * A request's body. Its source is null where it is a stream that can be read once.
 *
 * https://fetch.spec.whatwg.org/#concept-body
 */
export type RequestBody =
  | {
      readonly source: "bytes";
      readonly length: number;
      /** Whether an engine may take it for none if it is empty: a Blob, or an XMLHttpRequest's parameters. */
      readonly isOfParts?: true;
      /** Read when sent: a Blob's bytes are not at hand before. */
      readonly read: () => Uint8Array | Promise<Uint8Array>;
    }
  | { readonly source: null; readonly length: null; readonly stream: ReadableStream<Uint8Array> };

/** Whether nothing on the wire tells of it. */
export const isUntold = (
  body: RequestBody,
  rules: { readonly emptyPartsHaveLength: boolean },
): boolean =>
  body.length === 0 &&
  body.source !== null &&
  body.isOfParts === true &&
  !rules.emptyPartsHaveLength;

/** A response's body as the transport gives it: chunks, and all of them at once where it can. */
export interface ResponseBody extends AsyncIterable<Uint8Array> {
  readonly bytes?: () => Promise<Uint8Array>;
  /** Says that nobody will read it, so that its connection needn't wait; because it is refused, if nothing else is said. */
  readonly cancel?: (by?: TurningAway) => void;
  /** Says that nobody will read it but the cache that keeps it, which may find it broken. */
  readonly leaveToCache?: (patience: Patience, onLost?: (cause: unknown) => void) => void;
  /** Says how to tell whether others read it as well: while they do, an abort by who asked for it is no matter to it. */
  readonly share?: (isReadByOthers: () => boolean) => void;
}

/** Who turns away from a body: an engine that refuses it, looks no further or looks on beside it, or a script that had it. */
export type TurningAway = "refusal" | "beside" | "script";

/**
 * How much of a body that nobody reads a cache still takes.
 *
 *     "brief"       what is about to come: the browser has turned away
 *     "cancelled"   that, or what comes next, where an engine is told no sooner: a script has turned away
 *     "long"        all that it keeps of any body
 */
export type Patience = "brief" | "cancelled" | "long";

/** How many bytes have come of a body that a content coding was put on, as they came. */
export interface EncodedLength {
  readonly length: number;
}

/** Says that nobody will read the body. Unread, a long one would keep its connection from others. */
export function letGo(body: ResponseBody | null, patience: Patience = "brief"): void {
  if (body?.leaveToCache === undefined)
    body?.cancel?.(patience === "cancelled" ? "script" : "refusal");
  else body.leaveToCache(patience);
}

const letGoCancelled = (body: ResponseBody): void => letGo(body, "cancelled");

export const cancelByScript = (body: ResponseBody): void => body.cancel?.("script");

/** How a script that cancels or aborts leaves a body in a browser. */
export const turningAwayIn = ({
  httpCache,
}: {
  readonly httpCache: { readonly keepsCancelled: boolean };
}): ((body: ResponseBody) => void) => (httpCache.keepsCancelled ? letGoCancelled : cancelByScript);

/** What a body that passes on another one passes on to the cache that keeps it. */
export function leftToCache(
  body: ResponseBody,
  onLeft: () => void = () => undefined,
  onBrokenOff: (cause: unknown) => void = () => undefined,
): Pick<ResponseBody, "leaveToCache"> {
  if (body.leaveToCache === undefined) return {};
  return {
    leaveToCache: (patience, onLost) => {
      onLeft();
      body.leaveToCache!(patience, (cause) => {
        onBrokenOff(cause);
        onLost?.(cause);
      });
    },
  };
}

/** Ends what reads a body. It is not waited for: what is being read may never come. */
export function endReading(iterator: AsyncIterator<Uint8Array>): void {
  iterator.return?.().then(undefined, () => undefined);
}

/** Turns away from a body that is being read: what has begun to read it ends, and nobody else will. */
export function leave(body: ResponseBody, iterator: AsyncIterator<Uint8Array>): void {
  endReading(iterator);
  body.cancel?.();
}

/** A body of bytes already at hand. */
export function bodyOfBytes(bytes: Uint8Array): ResponseBody {
  return {
    bytes: () => Promise.resolve(bytes),
    async *[Symbol.asyncIterator]() {
      if (bytes.length > 0) yield bytes;
    },
  };
}

/** What is left of a body that has broken off while it was looked into: whoever reads it is told why. */
export function brokenOff(body: ResponseBody, cause: unknown): ResponseBody {
  return {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(cause) }),
    cancel: (by) => body.cancel?.(by),
    ...leftToCache(body),
  };
}

/** A body of what a stream gives. */
export function bodyOfStream(stream: ReadableStream<Uint8Array>): ResponseBody {
  return {
    async *[Symbol.asyncIterator]() {
      const reader = stream.getReader();
      try {
        for (;;) {
          const next = await reader.read();
          if (next.done) return;
          yield next.value;
        }
      } finally {
        // NB: Nothing comes of it where the stream is over already.
        reader.cancel().catch(() => undefined);
      }
    },
    cancel: () => void stream.cancel().catch(() => undefined),
  };
}

export function readAll(body: ResponseBody): Promise<Uint8Array> {
  return body.bytes === undefined ? collected(body) : body.bytes();
}

/** What a transport gave is no fault of the network, and no element may make an `error` event of it. */
export class NotBytes extends TypeError {}

/** Whoever reads first what a transport gave says so where it is none: text has a length, too, and would come out as something else. */
export function requireBytes(chunk: unknown): void {
  if (!ArrayBuffer.isView(chunk))
    throw new NotBytes(
      `body: the transport's gave ${shown(chunk)}; give bytes, as new TextEncoder().encode(…) does`,
    );
}

async function collected(body: ResponseBody): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    requireBytes(chunk);
    chunks.push(chunk);
  }
  return joined(chunks);
}

export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}

/** https://streams.spec.whatwg.org/#read-loop */
export async function readStream(stream: ReadableStream<unknown>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(chunks);
    // "If chunk is not a Uint8Array object, call failureSteps with a TypeError and abort these steps."
    if (!(value instanceof Uint8Array)) throw new TypeError("A chunk of a body is a Uint8Array");
    chunks.push(value);
  }
}

/** Reads a body to its end and keeps nothing of it. */
export async function drain(body: ResponseBody): Promise<void> {
  for await (const _ of body);
}

/** The same body, of which so many bytes are there already. Rejects where it breaks off before. */
export async function withBytesAtHand(body: ResponseBody, count: number): Promise<ResponseBody> {
  return (await begun(body, count)).body;
}

/** The same body, and its first chunks, which hold so many bytes if it has them. Rejects where it breaks off before. */
export async function begun(
  body: ResponseBody,
  count: number,
): Promise<{ readonly body: ResponseBody; readonly atHand: readonly Uint8Array[] }> {
  const iterator = body[Symbol.asyncIterator]();
  const atHand: Uint8Array[] = [];
  let isDone = false;
  for (let length = 0; length < count && !isDone;) {
    const next = await iterator.next();
    if (next.done === true) isDone = true;
    else {
      requireBytes(next.value);
      atHand.push(next.value);
      length += next.value.length;
    }
  }
  return {
    atHand,
    body: {
      async *[Symbol.asyncIterator]() {
        try {
          yield* atHand;
          if (!isDone) yield* { [Symbol.asyncIterator]: () => iterator };
        } finally {
          // NB: Who turns away from what is at hand never gets to the rest, which has begun to be read.
          if (!isDone) endReading(iterator);
        }
      },
      cancel: () => {
        if (!isDone) endReading(iterator);
      },
      ...leftToCache(body),
    },
  };
}
