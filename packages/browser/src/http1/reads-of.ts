/** What lies in one read each, of a chunk so far behind the beginning of what has come. */
export function readsOf(chunk: Uint8Array, position: number, readSize: number): Uint8Array[] {
  const reads: Uint8Array[] = [];
  let end = 0;
  while (end < chunk.length) {
    const start = end;
    end = start + readSize - ((position + start) % readSize);
    reads.push(chunk.subarray(start, end));
  }
  return reads;
}
