/**
 * Tells from now on whether a stream is disturbed, whoever holds it locked by then. No platform tells that outright,
 * but a `Response` of it does, which neither reads it nor locks it.
 *
 * https://streams.spec.whatwg.org/#is-readable-stream-disturbed
 */
export function watchDisturbance(stream: ReadableStream): () => boolean {
  const response = new Response(stream);
  return () => response.bodyUsed;
}

/** Whether anything of it has been read: no platform takes it then. */
export function isDisturbed(stream: ReadableStream): boolean {
  if (stream.locked) return false;
  try {
    watchDisturbance(stream);
    return false;
  } catch {
    return true;
  }
}
