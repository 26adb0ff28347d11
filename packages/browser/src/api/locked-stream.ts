/** What is left to show of a body that was read without a stream, or that went elsewhere. */
export function lockedStream(): ReadableStream<Uint8Array> {
  const stream = new ReadableStream<Uint8Array>();
  stream.getReader();
  return stream;
}
