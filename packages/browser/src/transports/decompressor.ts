import type * as Streams from "node:stream";
import type * as Zlib from "node:zlib";
import type { ContentCoding } from "../http1/content-codings.ts";
import { zstdDecompressor } from "./zstd.ts";

/** Takes compressed bytes and gives what they were. */
export interface Decompressor {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
  /** Whether it fails once it is closed, if it had not come to an end of its own. */
  readonly failsAtEnd: boolean;
}

interface BuiltinModules {
  getBuiltinModule?(name: "node:stream"): typeof Streams;
  getBuiltinModule?(name: "node:zlib"): typeof Zlib;
}

/** For what is within the wrappers of gzip and zlib; null where the platform knows no such coding. */
export function decompressor(coding: ContentCoding): Decompressor | null {
  if (coding === "zstd") return zstdDecompressor();
  // NB: It is asked for by name because an import would keep pages from loading this.
  const { process } = globalThis as { readonly process?: BuiltinModules };
  const zlib = process?.getBuiltinModule?.("node:zlib");
  const streams = process?.getBuiltinModule?.("node:stream");
  if (zlib !== undefined && streams !== undefined) return nodeDecompressor(coding, zlib, streams);
  if (coding === "br") return null;
  const pair = new DecompressionStream("deflate-raw");
  const writable = pair.writable as WritableStream<Uint8Array>;
  return { readable: pair.readable, writable, failsAtEnd: true };
}

/** What Node.js has leaves alone what is behind the end, and is content with less where it is flushed. */
function nodeDecompressor(
  coding: Exclude<ContentCoding, "zstd">,
  zlib: typeof Zlib,
  streams: typeof Streams,
): Decompressor {
  const { BROTLI_OPERATION_FLUSH, Z_SYNC_FLUSH } = zlib.constants;
  const inflate = (): Zlib.InflateRaw => zlib.createInflateRaw({ finishFlush: Z_SYNC_FLUSH });
  const makers = {
    br: () => zlib.createBrotliDecompress({ finishFlush: BROTLI_OPERATION_FLUSH }),
    deflate: inflate,
    gzip: inflate,
  };
  const { readable, writable } = streams.Duplex.toWeb(makers[coding]());
  return {
    readable: readable as ReadableStream<Uint8Array>,
    writable: writable as WritableStream<Uint8Array>,
    failsAtEnd: false,
  };
}
