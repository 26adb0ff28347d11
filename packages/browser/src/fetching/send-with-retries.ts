import type { EngineProfile } from "../engines/engine.ts";
import {
  ConnectionClosed,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "../transports/transport.ts";
import type { UserAgent } from "./user-agent.ts";

/**
 * A server may close a connection while a request is on its way over it. Browsers then send the request
 * again over another, some of them whatever the connection.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#name-idempotent-methods
 */
export function sendWithRetries<Outcome>(
  { transport, engine }: Pick<UserAgent, "transport" | "engine">,
  request: TransportRequest,
  retries: "none" | "as-engine",
  signal: AbortSignal | null,
  onSend: () => void,
  // NB: What is made of either is part of the one promise that each attempt needs.
  onReceived: (response: TransportResponse) => Outcome,
  onFailed: (error: unknown) => Outcome,
): Promise<Outcome> {
  const { attempts, afterRequestTimeout } = engine.sendAgain;
  const send = (attempt: number): Promise<Outcome> => {
    const isLast = retries === "none" || attempt >= attempts || isReadOnce(request);
    onSend();
    return sent(transport, request, signal).then(
      (response) => {
        const isTimeout =
          afterRequestTimeout && response.status === 408 && response.reusedConnection === true;
        if (isLast || !isTimeout) return onReceived(response);
        response.body?.cancel?.();
        return send(attempt + 1);
      },
      (error: unknown) =>
        isLast || signal?.aborted === true || !isSentAgain(request, error, engine)
          ? onFailed(error)
          : send(attempt + 1),
    );
  };
  return send(1);
}

/** What fails at once fails as what fails later. */
function sent(
  transport: Transport,
  request: TransportRequest,
  signal: AbortSignal | null,
): Promise<TransportResponse> {
  try {
    return transport.send(request, signal);
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

/** Of a stream nothing is left to send. */
const isReadOnce = ({ body }: TransportRequest): boolean => body !== null && body.source === null;
