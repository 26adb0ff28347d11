import type { EngineProfile } from "../engines/engine.ts";
import {
  ConnectionClosed,
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
export async function sendWithRetries(
  { transport, engine }: Pick<UserAgent, "transport" | "engine">,
  request: TransportRequest,
  retries: "none" | "as-engine",
  signal: AbortSignal | null,
  onSend: () => void,
): Promise<TransportResponse> {
  const { attempts, afterRequestTimeout } = engine.sendAgain;
  for (let attempt = 1; ; attempt++) {
    const isLast = retries === "none" || attempt >= attempts || isReadOnce(request);
    onSend();
    try {
      const response = await transport.send(request, signal);
      const isTimeout =
        afterRequestTimeout && response.status === 408 && response.reusedConnection === true;
      if (isLast || !isTimeout) return response;
      response.body?.cancel?.();
    } catch (error) {
      if (isLast || signal?.aborted === true || !isSentAgain(request, error, engine)) throw error;
    }
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
