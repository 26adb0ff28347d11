import { joined } from "../infrastructure/body.ts";
import type { Http1Reading } from "./reading.ts";
import { quote } from "./read-head.ts";
import { UnreadableResponse } from "./unreadable.ts";

/** Takes the bytes behind a head and hands on those of the body. */
export interface BodyDecoder {
  /** Hands on what there is of the body in these bytes, and returns how many of them belong to it. */
  push(bytes: Uint8Array, emit: (bytes: Uint8Array) => void): number;
  /** Whether the body is complete: what comes now belongs to no one. */
  readonly isDone: boolean;
  /** Whether the body is complete if the connection ends here. */
  readonly mayEnd: boolean;
}

/** A body that the connection's end ends. */
export class OpenBody implements BodyDecoder {
  readonly isDone = false;
  readonly mayEnd = true;

  push(bytes: Uint8Array, emit: (bytes: Uint8Array) => void): number {
    emit(bytes);
    return bytes.length;
  }
}

/** A body of so many bytes. */
export class SizedBody implements BodyDecoder {
  #remaining: number;

  constructor(length: number) {
    this.#remaining = length;
  }

  get isDone(): boolean {
    return this.#remaining === 0;
  }

  get mayEnd(): boolean {
    return this.isDone;
  }

  push(bytes: Uint8Array, emit: (bytes: Uint8Array) => void): number {
    const own = bytes.length > this.#remaining ? bytes.subarray(0, this.#remaining) : bytes;
    this.#remaining -= own.length;
    if (own.length > 0) emit(own);
    return own.length;
  }
}

// Chromium's bound, net/http/http_chunked_decoder.cc; other stacks have smaller ones.
const MAX_LINE_LENGTH = 16 * 1024;

/** https://www.rfc-editor.org/rfc/rfc9112#name-chunked-transfer-coding */
export class ChunkedBody implements BodyDecoder {
  readonly #reading: Http1Reading;
  #state: "size" | "data" | "end" | "trailers" | "done" = "size";
  #remaining = 0;
  #line = "";

  constructor(reading: Http1Reading) {
    this.#reading = reading;
  }

  get isDone(): boolean {
    return this.#state === "done";
  }

  get mayEnd(): boolean {
    if (!this.#reading.endsBetweenChunks) return this.isDone;
    if (this.#state === "trailers") return true;
    return this.#state !== "data" && this.#line === "";
  }

  push(bytes: Uint8Array, emit: (bytes: Uint8Array) => void): number {
    if (!this.#reading.joinsChunks) return this.#take(bytes, emit);
    const pieces: Uint8Array[] = [];
    try {
      return this.#take(bytes, (piece) => pieces.push(piece));
    } finally {
      // NB: What came before something that is no chunk is there all the same.
      if (pieces.length > 0) emit(joined(pieces));
    }
  }

  #take(bytes: Uint8Array, emit: (bytes: Uint8Array) => void): number {
    let offset = 0;
    while (offset < bytes.length && this.#state !== "done") {
      if (this.#state === "data") {
        const chunk = bytes.subarray(offset, offset + this.#remaining);
        emit(chunk);
        offset += chunk.length;
        this.#remaining -= chunk.length;
        if (this.#remaining === 0) this.#state = "end";
        continue;
      }
      const lineEnd = bytes.indexOf(0x0a, offset);
      const end = lineEnd === -1 ? bytes.length : lineEnd;
      this.#line += String.fromCharCode(
        ...bytes.subarray(offset, Math.min(end, offset + MAX_LINE_LENGTH)),
      );
      if (this.#line.length >= MAX_LINE_LENGTH || end - offset > MAX_LINE_LENGTH)
        throw invalid(this.#line, "it is too long");
      offset = end + 1;
      if (lineEnd === -1) break;
      const line = this.#line.replace(/\r$/, "");
      this.#line = "";
      this.#takeLine(line);
    }
    return Math.min(offset, bytes.length);
  }

  #takeLine(line: string): void {
    const { chunkEnd } = this.#reading;
    switch (this.#state) {
      case "end":
        if (chunkEnd === "empty-lines" && line !== "") return this.#takeSize(line);
        if (chunkEnd === "empty-line" && line !== "")
          throw invalid(line, "an empty line must follow a chunk");
        this.#state = "size";
        return;
      case "size":
        if (line === "" && chunkEnd === "empty-lines") return;
        return this.#takeSize(line);
      case "trailers":
        if (line === "") this.#state = "done";
        return;
      default:
    }
  }

  #takeSize(line: string): void {
    const size = this.#reading.readChunkSize(line);
    if (size === null) throw invalid(line, "it must begin with a chunk's size");
    this.#remaining = size;
    this.#state = size === 0 ? "trailers" : "data";
  }
}

const invalid = (line: string, why: string): UnreadableResponse =>
  new UnreadableResponse("invalid-chunk", `a line between chunks is ${quote(line)}; ${why}`);
