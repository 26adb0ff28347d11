import type { IncomingMessage } from "node:http";

/** A header line, as it stood on the wire. */
export type HeaderLine = readonly [name: string, value: string];

/** A request as the server received it, and the response as the server sent it. */
export interface WireMessage {
  readonly method: string;
  readonly request: WireHalf;
  /** Null until the server has sent something. */
  readonly response: WireHalf | null;
}

export interface WireHalf {
  /** `GET /orders HTTP/1.1`, or `HTTP/1.1 200 OK`. */
  readonly startLine: string;
  readonly headers: readonly HeaderLine[];
  /** The beginning of the body as text; empty where there is none. */
  readonly body: string;
}

/** What is noted of one message while it passes. */
export interface Recording {
  requestBody: string;
  /** The response's bytes, head and body, up to `MAX_RECORDED`. */
  response: Buffer;
}

/** How much of a response is kept: a head is at most 16 KiB in Node, and the demo's bodies are short. */
const MAX_RECORDED = 20_480;
/** How many exchanges are kept: a page asks for the one it has just made. */
const MAX_EXCHANGES = 100;
/** How many messages of one exchange are kept: a preflight and a request are two. */
const MAX_MESSAGES = 10;

/** An exchange is named by a random UUID in the query of its URL: a header would show in the preflight. */
const EXCHANGE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Entry {
  readonly request: IncomingMessage;
  readonly recording: Recording;
}

/** What went over the wire, by exchange: everything one press of a button caused. */
export class ExchangeLog {
  readonly #exchanges = new Map<string, Entry[]>();
  readonly #recordings = new WeakMap<IncomingMessage, Recording>();

  /** Begins to record a message, if its URL names an exchange. */
  begin(request: IncomingMessage): Recording | null {
    const id = exchangeOf(request.url ?? "");
    if (id === null) return null;
    const entries = this.#exchanges.get(id) ?? [];
    if (entries.length >= MAX_MESSAGES) return null;
    const recording: Recording = { requestBody: "", response: Buffer.alloc(0) };
    entries.push({ request, recording });
    this.#exchanges.set(id, entries);
    this.#recordings.set(request, recording);
    for (const oldest of this.#exchanges.keys()) {
      if (this.#exchanges.size <= MAX_EXCHANGES) break;
      this.#exchanges.delete(oldest);
    }
    return recording;
  }

  /** Notes the body of a request, once its handler has read it. */
  noteBody(request: IncomingMessage, body: string): void {
    const recording = this.#recordings.get(request);
    if (recording !== undefined) recording.requestBody = body;
  }

  /** The messages of an exchange in the order in which they came; none where the id is unknown. */
  messagesOf(id: string): readonly WireMessage[] {
    return (this.#exchanges.get(id) ?? []).map(({ request, recording }) => ({
      method: request.method ?? "",
      request: {
        startLine: `${request.method} ${request.url} HTTP/${request.httpVersion}`,
        headers: pairs(request.rawHeaders),
        body: recording.requestBody,
      },
      response: parseResponse(recording.response),
    }));
  }
}

/** Adds bytes to a recording, as far as there is room. */
export function record(recording: Recording, bytes: Uint8Array): void {
  const room = MAX_RECORDED - recording.response.length;
  if (room > 0) recording.response = Buffer.concat([recording.response, bytes.subarray(0, room)]);
}

function exchangeOf(url: string): string | null {
  const query = url.indexOf("?");
  const id = query === -1 ? null : new URLSearchParams(url.slice(query)).get("exchange");
  return id !== null && EXCHANGE_ID.test(id) ? id : null;
}

function pairs(raw: readonly string[]): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    lines.push([raw[index] ?? "", raw[index + 1] ?? ""]);
  }
  return lines;
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-2.1 */
function parseResponse(bytes: Buffer): WireHalf | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const [startLine = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  return {
    startLine,
    headers: lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
    body: bytes.toString("utf8", end + 4),
  };
}
