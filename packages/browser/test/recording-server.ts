import type { Transport, TransportRequest } from "@crosswalk/browser";

/** A message as the transport was given it, in one line a message. */
export type SentMessage = readonly [line: string, headers: Readonly<Record<string, string>>];

export interface Answer {
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** Answers requests by a function, and notes them. */
export class RecordingServer implements Transport {
  readonly sent: SentMessage[] = [];
  readonly #answer: (
    request: TransportRequest,
    header: (name: string) => string | undefined,
  ) => Answer;

  constructor(
    answer: (request: TransportRequest, header: (name: string) => string | undefined) => Answer,
  ) {
    this.#answer = answer;
  }

  get lines(): string[] {
    return this.sent.map(([line]) => line);
  }

  async send(request: TransportRequest): ReturnType<Transport["send"]> {
    const headers = Object.fromEntries(
      request.headers.map(([name, value]) => [name.toLowerCase(), value]),
    );
    this.sent.push([`${request.method} ${request.url.href}`, headers]);
    const {
      status = 200,
      headers: lines = [],
      body = "ok",
    } = this.#answer(request, (name) => headers[name]);
    const bytes = new TextEncoder().encode(body);
    return {
      status,
      statusText: status === 200 ? "OK" : "",
      headers: lines,
      body: {
        async *[Symbol.asyncIterator]() {
          if (bytes.length > 0) yield bytes;
        },
      },
    };
  }
}

export const APP = "https://app.example";
export const API = "https://api.test/orders";
export const grant = (origin: string = APP): [string, string] => [
  "Access-Control-Allow-Origin",
  origin,
];
