import type { EngineProfile } from "../engines/engine.ts";
import { UnreadableResponse } from "../http1/unreadable.ts";
import { isObject, shown } from "../infrastructure/argument-check.ts";
import { isPromise } from "../infrastructure/is-promise.ts";
import {
  ConnectionClosed,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "../transports/transport.ts";
import type { UserAgent } from "./user-agent.ts";

/** A request on its way, and what becomes of it. */
interface Sending<Outcome> {
  readonly request: TransportRequest;
  readonly signal: AbortSignal | null;
  /** Hears of each attempt. */
  readonly onSend: (() => void) | null;
  /** Hears of each one that has gone out in vain. */
  readonly onLost: (() => void) | null;
  // NB: What is made of either is part of the one promise that each attempt needs.
  readonly onReceived: (response: TransportResponse) => Outcome;
  readonly onFailed: (error: unknown) => Outcome;
}

/**
 * A server may close a connection while a request is on its way over it. Browsers then send the request
 * again over another, some of them whatever the connection.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#name-idempotent-methods
 */
export function sendWithRetries<Outcome>(
  agent: Pick<UserAgent, "transport" | "engine">,
  sending: Sending<Outcome>,
  attempt = 1,
): Promise<Outcome> {
  const { transport, engine } = agent;
  const { request, signal, onSend } = sending;
  const { attempts, afterRequestTimeout } = engine.sendAgain;
  const isLast = attempt >= attempts || isReadOnce(request);
  onSend?.();
  return sent(transport, request, signal).then(
    (response) => {
      // NB: Whatever the types say, a transport may forget to return.
      if (!isObject(response)) return sending.onFailed(new TypeError(wanted(response)));
      const isTimeout =
        afterRequestTimeout && response.status === 408 && response.reusedConnection === true;
      if (isLast || !isTimeout) return sending.onReceived(response);
      response.body?.cancel?.();
      return sendWithRetries(agent, sending, attempt + 1);
    },
    (error: unknown) => {
      if (hasGoneOut(error)) sending.onLost?.();
      return isLast || signal?.aborted === true || !isSentAgain(request, error, engine)
        ? sending.onFailed(error)
        : sendWithRetries(agent, sending, attempt + 1);
    },
  );
}

/** What fails or comes at once is taken as what does later. */
function sent(
  transport: Transport,
  request: TransportRequest,
  signal: AbortSignal | null,
): Promise<TransportResponse> {
  try {
    const sending = transport.send(request, signal);
    return isObject(sending) && isPromise(sending) ? sending : Promise.resolve(sending);
  } catch (error) {
    return Promise.reject(error);
  }
}

function isSentAgain(
  { method }: TransportRequest,
  error: unknown,
  { sendAgain }: EngineProfile,
): boolean {
  if (!(error instanceof ConnectionClosed)) return false;
  return error.reused ? sendAgain.onReusedConnection(method) : sendAgain.onNewConnection(method);
}

/** Whether there was a connection for it to go out over. */
const hasGoneOut = (error: unknown): boolean =>
  error instanceof ConnectionClosed || error instanceof UnreadableResponse;

/** Of a stream nothing is left to send. */
const isReadOnce = ({ body }: TransportRequest): boolean => body !== null && body.source === null;

const wanted = (given: unknown): string =>
  `the transport's send() gave ${shown(given)}; give a promise of { status, statusText, headers, body }`;
