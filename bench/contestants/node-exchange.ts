import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

import { do_not_optimize } from "mitata";

import type { Serve } from "../contestant.ts";
import { inTurn, requestHeaders } from "../situation.ts";
import type { Situation } from "../situation.ts";

/** Never connected. */
const socket = new Socket();

/** Requests as `node:http` makes them, without a connection. */
export function nodeRequests(situation: Situation, origins: readonly string[]): IncomingMessage[] {
  return origins.map((origin) => {
    const request = new IncomingMessage(socket);
    request.method = situation.method;
    request.url = "/orders/1";
    request.httpVersion = "1.1";
    request.httpVersionMajor = 1;
    request.httpVersionMinor = 1;
    request.headers = requestHeaders(situation, origin);
    return request;
  });
}

/**
 * Makes a fresh `ServerResponse` for each request. It has no socket: what it writes is made, and goes nowhere. Everybody pays for
 * making it.
 */
export function responseTo(): (request: IncomingMessage) => [IncomingMessage, ServerResponse] {
  // A server at work always has a response in hand. Without one, a full garbage collection takes the hidden classes of what
  // middleware adds to responses, and with them the code that was optimised for them.
  const inHand: { response?: ServerResponse } = {};
  return (request) => {
    const response = new ServerResponse(request);
    inHand.response = response;
    do_not_optimize(inHand);
    return [request, response];
  };
}

/** Serves one request after another. */
export function nodeExchange(
  requests: readonly IncomingMessage[],
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): Serve {
  const request = inTurn(requests);
  const response = responseTo();
  return () => serve(...response(request()));
}
