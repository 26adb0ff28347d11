/**
 * Bytes in memory of their own, for a page to do with as it likes.
 *
 * NB: `slice` of a Node.js `Buffer` copies nothing: its buffer is the pool that other Buffers are in as well.
 */
export const copyOfBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
