import { type BodyDecoder, ChunkedBody } from "./body-decoder.ts";
import { bodyOf } from "./body-of.ts";
import { findHeadEnd, quote, readHead } from "./read-head.ts";
import { type Http1Reading, isKeptAlive, type ResponseHead, valuesOf } from "./reading.ts";
import { readsOf } from "./reads-of.ts";
import { UnreadableResponse } from "./unreadable.ts";

/** What came out of bytes, in order. */
export type ResponsePart =
  | { readonly kind: "head"; readonly head: ResponseHead; readonly hasBody: boolean }
  | { readonly kind: "data"; readonly bytes: Uint8Array }
  /** The response is complete; `reusable` says whether the connection serves for another. */
  | { readonly kind: "end"; readonly reusable: boolean }
  | { readonly kind: "failed"; readonly error: UnreadableResponse };

/** Reads one response from a connection's bytes, as one network stack does. I/O-free. */
export class ResponseReader {
  readonly #reading: Http1Reading;
  readonly #method: string;
  readonly #url: URL;
  #received = "";
  /** How far an end of the head has been looked for in vain. */
  #searched = 0;
  /** Bytes of interim heads before this one. */
  #passed = 0;
  #isInterimSeen = false;
  #head: ResponseHead | null = null;
  #body: BodyDecoder | null = null;
  #isOver = false;

  constructor(reading: Http1Reading, request: { readonly method: string; readonly url: URL }) {
    this.#reading = reading;
    this.#method = request.method;
    this.#url = request.url;
  }

  /** Whether nothing has come yet: what may be asked again, because nobody knows of an answer. */
  get isUntouched(): boolean {
    return this.#received === "" && this.#passed === 0 && this.#head === null;
  }

  /** Whether an interim response has come. */
  get isInterimSeen(): boolean {
    return this.#isInterimSeen;
  }

  push(bytes: Uint8Array): ResponsePart[] {
    return this.#guard((parts) => {
      if (this.#isOver) return;
      if (this.#head !== null) this.#takeBody(bytes, 0, parts);
      else this.#takeHead(byteString(bytes), "more-may-come", parts);
    });
  }

  /** The connection ended: nothing more will come. */
  end(): ResponsePart[] {
    return this.#guard((parts) => {
      if (this.#isOver) return;
      if (this.#head === null) this.#takeHead("", "ended", parts);
      if (this.#head === null || this.#isOver) return;
      if (this.#body?.mayEnd === false && this.#reading.shortBodyFails(this.#head))
        throw new UnreadableResponse("short-body", "the connection ended within the body", {
          header: this.#body instanceof ChunkedBody ? "transfer-encoding" : "content-length",
        });
      this.#finish(parts, false);
    });
  }

  #guard(work: (parts: ResponsePart[]) => void): ResponsePart[] {
    const parts: ResponsePart[] = [];
    try {
      work(parts);
    } catch (error) {
      if (!(error instanceof UnreadableResponse)) throw error;
      this.#isOver = true;
      const takesHead = error.fault === "invalid-chunk" && this.#reading.badChunksFailHead;
      if (takesHead && parts[0]?.kind === "head") parts.length = 0;
      parts.push({ kind: "failed", error });
    }
    return parts;
  }

  #takeHead(text: string, state: "more-may-come" | "ended", parts: ResponsePart[]): void {
    this.#received += text;
    while (this.#head === null) {
      const start = this.#findStart(state);
      if (start === null) return this.#takeHeadless(parts);
      const end =
        start === "unknown" ? null : findHeadEnd(this.#received, Math.max(start, this.#searched));
      this.#requireBounds(end ?? this.#received.length);
      if (start === "unknown") return;
      if (end === null) {
        // An empty line may have begun in the last three bytes.
        this.#searched = Math.max(0, this.#received.length - 3);
        if (state === "more-may-come") return;
        this.#requireReadableTruncated();
      }
      const { head, end: length } = readHead(
        this.#received.slice(start, end ?? undefined),
        this.#reading,
      );
      const rest = this.#received.slice(start + length);
      this.#received = rest;
      this.#searched = 0;
      if (this.#isInterim(head)) {
        this.#passed += start + length;
        this.#isInterimSeen = true;
        continue;
      }
      this.#received = "";
      this.#announce(head, rest, Math.max(0, text.length - rest.length), parts);
    }
  }

  #isInterim({ version, status }: ResponseHead): boolean {
    if (version === "0.9" || status < 100 || status > 199) return false;
    const { switchedProtocols } = this.#reading;
    if (status !== 101 || switchedProtocols === "interim") return true;
    if (switchedProtocols === "response") return false;
    throw new UnreadableResponse(
      "switched-protocols",
      "the server switched to another protocol that nobody asked for",
    );
  }

  #findStart(state: "more-may-come" | "ended"): number | null | "unknown" {
    const start = this.#received === "" ? "unknown" : this.#reading.findStart(this.#received);
    if (start !== "unknown" || state === "more-may-come") return start;
    if (this.#received !== "") {
      // Too little to tell whether it was to be a status line.
      if (this.#reading.truncatedHead === "read-without-tls" && this.#url.protocol === "https:")
        this.#requireReadableTruncated();
      return null;
    }
    throw new UnreadableResponse(
      "closed",
      this.#isInterimSeen
        ? "the connection ended after an interim response"
        : "the connection ended without a response",
    );
  }

  /** HTTP/0.9, or garbage. */
  #takeHeadless(parts: ResponsePart[]): void {
    const { headless, headlessAnywhere } = this.#reading;
    const { port, protocol } = this.#url;
    // A port that isn't the scheme's own is told in the URL.
    const isBody =
      headless === "body" ||
      (headless === "body-on-default-port" && port === "") ||
      (protocol === "http:" && headlessAnywhere?.test(this.#received) === true);
    if (!isBody || this.#isInterimSeen || this.#method === "PUT") {
      throw new UnreadableResponse(
        "no-status-line",
        `the response begins ${quote(this.#received)} instead of with a status line`,
      );
    }
    const rest = this.#received;
    this.#received = "";
    this.#announce({ version: "0.9", status: 200, statusText: "OK", headers: [] }, rest, 0, parts);
  }

  /** Also of interim heads, of which there could be no end. */
  #requireBounds(size: number): void {
    const { maxHeadSize } = this.#reading;
    if (this.#passed + size <= maxHeadSize) return;
    throw new UnreadableResponse(
      "head-too-large",
      `the head of the response is larger than ${maxHeadSize} bytes`,
    );
  }

  #requireReadableTruncated(): void {
    const { truncatedHead } = this.#reading;
    const isRead =
      truncatedHead === "read" ||
      (truncatedHead === "read-without-tls" && this.#url.protocol !== "https:") ||
      (truncatedHead === "read-after-line-end" && this.#received.endsWith("\n"));
    if (!isRead)
      throw new UnreadableResponse("truncated-head", "the connection ended within the head");
  }

  #announce(head: ResponseHead, rest: string, before: number, parts: ResponsePart[]): void {
    this.#head = head;
    this.#body = bodyOf(head, this.#method, this.#reading);
    parts.push({ kind: "head", head, hasBody: this.#body !== null });
    if (this.#body === null || this.#body.isDone) this.#finish(parts, rest === "");
    else if (rest !== "") this.#takeBody(bytesOf(rest), before, parts);
  }

  /** `before`: how many bytes of the head came with these. */
  #takeBody(bytes: Uint8Array, before: number, parts: ResponsePart[]): void {
    const body = this.#body!;
    const { readSize } = this.#reading;
    const taken = body.push(bytes, (chunk) => {
      const position = before + chunk.byteOffset - bytes.byteOffset;
      for (const read of readSize === null ? [chunk] : readsOf(chunk, position, readSize))
        parts.push({ kind: "data", bytes: read });
    });
    // What comes behind a response answers nothing that was asked.
    if (body.isDone) this.#finish(parts, taken === bytes.length);
  }

  #finish(parts: ResponsePart[], isFramed: boolean): void {
    this.#isOver = true;
    const head = this.#head!;
    const isEndKnown =
      this.#body !== null || this.#reading.keepsWithoutLength || tellsLength(head.headers);
    parts.push({ kind: "end", reusable: isFramed && isEndKnown && isKeptAlive(head) });
  }
}

const tellsLength = (headers: ResponseHead["headers"]): boolean =>
  valuesOf(headers, "content-length").length + valuesOf(headers, "transfer-encoding").length > 0;

function byteString(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
