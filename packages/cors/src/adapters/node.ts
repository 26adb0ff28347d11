import type { CorsGuard } from "../policy/cors-guard.ts";
import { guardOf } from "../policy/guard-of.ts";
import type { PolicySource } from "../policy/guard-of.ts";
import type { Policy } from "../policy/policy.ts";
import { guardExchange } from "./apply-decision.ts";
import type { NodeResponse, Outcome } from "./apply-decision.ts";
import { guardStream } from "./http2-stream.ts";
import type { NodeStream } from "./http2-stream.ts";
import type { NodeHeaders, NodeRequest } from "./node-facts.ts";

import type { GuardConflictError } from "./guard-conflict-error.ts";

export { GuardConflictError } from "./guard-conflict-error.ts";

/** A guard around listeners. */
export interface NodeCors {
  /** Guards a `request` listener of `node:http`, `node:https`, or the compatibility API of `node:http2`. */
  <Request extends NodeRequest = UsualRequest, Response extends NodeResponse = UsualResponse>(
    listener: (request: Request, response: Response) => unknown,
  ): (request: Request, response: Response) => void;
  /** Guards a `stream` listener of `node:http2`. */
  stream<Stream extends NodeStream, Headers extends NodeHeaders, Flags>(
    listener: (stream: Stream, headers: Headers, flags: Flags) => unknown,
  ): (stream: Stream, headers: Headers, flags: Flags) => void;
}

/**
 * What a listener sees of a request where its parameter has no type of its own; `IncomingMessage` has it and more. Node's types are
 * not imported, so that a project without them can use this package.
 */
export interface UsualRequest extends NodeRequest, AsyncIterable<Uint8Array> {}

/** What a listener sees of a response where its parameter has no type of its own; `ServerResponse` has it and more. */
export interface UsualResponse extends NodeResponse {
  setHeader(name: string, value: string | number | readonly string[]): unknown;
  writeHead(statusCode: number, headers?: Record<string, string | number | string[]>): unknown;
  write(chunk: string | Uint8Array): boolean;
  end(chunk?: string | Uint8Array): unknown;
}

/**
 * Guards a server of Node without a framework.
 *
 *     createServer(cors(policy)((request, response) => { … })).listen(port);        // http, https, http2
 *     http2Server.on("stream", cors(policy).stream((stream, headers) => { … }));    // the core API of http2
 *
 * With `node:http`, TypeScript wants the parameters annotated, as `IncomingMessage` and `ServerResponse`: they can't be inferred through
 * a function that is generic itself.
 *
 * A request that meets two different guards is answered 500 with an empty body, and the inner guard's `onError` is told.
 *
 * Not guarded, because it passes by the response's headers: `response.socket.write`, `response.stream.respond` of the
 * compatibility API, `additionalHeaders`, `103 Early Hints` and other informational responses, pushed streams, trailers, and the
 * `upgrade`, `connect` and `checkContinue` events. What Node itself answers before there is a request (a malformed one, a time-out)
 * has no headers of ours.
 */
export function cors<const P extends Policy>(source: PolicySource<P>): NodeCors {
  const guard = guardOf(source);

  const guarded: NodeCors = (listener) => (request, response) => {
    const proceed = (outcome: Outcome): unknown => {
      if (outcome === "continue") return listener(request, response);
      if (outcome !== "answered") refuse(guard, outcome, response);
      return undefined;
    };
    const outcome = guardExchange(guard, request, response);
    // What the listener returns is returned: a promise is for `captureRejections`.
    return outcome instanceof Promise ? outcome.then(proceed) : proceed(outcome);
  };

  guarded.stream = (listener) => (stream, headers, flags) => {
    const proceed = (outcome: Outcome): unknown => {
      if (outcome === "continue") return listener(stream, headers, flags);
      if (outcome !== "answered") refuseStream(guard, outcome, stream);
      return undefined;
    };
    const outcome = guardStream(guard, stream, headers);
    return outcome instanceof Promise ? outcome.then(proceed) : proceed(outcome);
  };
  return guarded;
}

/** A server of Node has no place for errors but the guard's own. */
function refuse(guard: CorsGuard, error: GuardConflictError, response: NodeResponse): void {
  guard.reportError(error);
  if (response.headersSent) return;
  response.statusCode = 500;
  response.end();
}

function refuseStream(guard: CorsGuard, error: GuardConflictError, stream: NodeStream): void {
  guard.reportError(error);
  if (!stream.headersSent && !stream.destroyed) {
    stream.respond({ ":status": 500 }, { endStream: true });
  }
}
