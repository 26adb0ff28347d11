import type { Transport, TransportRequest, TransportResponse } from "@crosswalk/browser";
import { byteLowercase, type HeaderEntries, isPreflight } from "@crosswalk/cors/protocol";
import type { Answer, AnswerRule } from "../../scenario.ts";
import { failureOfError } from "./failure-of-error.ts";

/** A message that was sent, and what came back. */
export interface ProbedExchange {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderEntries;
  readonly isPreflight: boolean;
  readonly answer: Answer;
  /** Why nothing came back, in the transport's words. */
  readonly reason: string | null;
}

// What tells an error page, and what an element makes of what it got, is at its beginning.
const MAX_BODY_LENGTH = 64 * 1024;
// A stream of events has no end; what hasn't come by then is not waited for.
const BODY_MILLISECONDS = 2000;

/** Hands messages on to another transport, and keeps what was answered. */
export class ProbeTransport implements Transport {
  readonly exchanges: ProbedExchange[] = [];
  readonly isHttp2: boolean;
  /** Whether preflights are granted here, without asking the server. */
  readonly #preflights: "sent" | "granted";
  readonly #transport: Transport;

  constructor(transport: Transport, preflights: "sent" | "granted") {
    this.#transport = transport;
    this.#preflights = preflights;
    this.isHttp2 = transport.isHttp2 ?? false;
  }

  async send(request: TransportRequest, signal: AbortSignal | null): Promise<TransportResponse> {
    const { method, url, headers } = request;
    const asks = isPreflight(method, headers);
    if (asks && this.#preflights === "granted") return grant(headers);
    const sent = { method, url: url.href.replace(/#.*$/, ""), headers, isPreflight: asks };
    let response: TransportResponse;
    try {
      response = await this.#transport.send(request, signal);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.exchanges.push({ ...sent, answer: failureOfError(error), reason });
      throw error;
    }
    const { status, statusText, headers: lines } = response;
    const bytes = await beginningOf(response);
    const body = new TextDecoder().decode(bytes);
    const answer = { status, statusText, headers: lines, ...(body === "" ? {} : { body }) };
    this.exchanges.push({ ...sent, answer, reason: null });
    return {
      ...response,
      body: {
        bytes: () => Promise.resolve(bytes),
        async *[Symbol.asyncIterator]() {
          yield bytes;
        },
      },
    };
  }
}

/** Answers of a scenario that sends the same again. */
export function rulesOf(exchanges: readonly ProbedExchange[]): AnswerRule[] {
  return exchanges.map(({ method, url, isPreflight: preflight, headers, answer }) => {
    const alike = exchanges.filter((other) => other.url === url && other.isPreflight === preflight);
    // A condition more than it takes would leave a changed request without an answer.
    const isMethod = alike.some((other) => other.method !== method);
    const isOrigin = alike.some((other) => originOf(other.headers) !== originOf(headers));
    return {
      when: {
        url,
        preflight,
        ...(isMethod ? { method } : {}),
        ...(isOrigin ? { origin: originOf(headers) } : {}),
      },
      answer,
    };
  });
}

function originOf(headers: HeaderEntries): string | null {
  return headers.find(([name]) => byteLowercase(name) === "origin")?.[1] ?? null;
}

/** What lets any request through. */
function grant(headers: HeaderEntries): TransportResponse {
  const valueOf = (name: string): string =>
    headers.find(([other]) => byteLowercase(other) === name)?.[1] ?? "";
  return {
    status: 204,
    statusText: "No Content",
    headers: [
      ["Access-Control-Allow-Origin", valueOf("origin")],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Methods", valueOf("access-control-request-method")],
      ["Access-Control-Allow-Headers", valueOf("access-control-request-headers")],
    ],
    body: null,
  };
}

async function beginningOf({ body }: TransportResponse): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const iterator = body[Symbol.asyncIterator]();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), BODY_MILLISECONDS);
  });
  try {
    while (length < MAX_BODY_LENGTH) {
      const next = await Promise.race([iterator.next(), deadline]);
      if (next === null || next.done === true) break;
      chunks.push(next.value);
      length += next.value.length;
    }
  } catch {
    // A body that breaks off is as long as it is.
  } finally {
    clearTimeout(timer);
    // NB: Not awaited: a generator that waits for the next part returns when that has come.
    iterator.return?.().catch(() => undefined);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes.slice(0, MAX_BODY_LENGTH);
}
