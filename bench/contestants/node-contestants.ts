import type { IncomingMessage, ServerResponse } from "node:http";

import { cors as crosswalkExpress } from "@crosswalk/cors/express";
import { cors as crosswalkNode } from "@crosswalk/cors/node";
import expressCors from "cors";

import type { Contestant, Serve } from "../contestant.ts";
import { compiledPolicy } from "../policies.ts";
import type { Scale } from "../scale.ts";
import { allowHeaders, allowMethods, maxAge } from "../situation.ts";
import type { Situation } from "../situation.ts";
import { nodeExchange, nodeRequests } from "./node-exchange.ts";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** The application: it sends its headers. A preflight that nobody answered ends here too. */
function application(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === "OPTIONS") {
    response.statusCode = 204;
    response.end();
  } else {
    response.writeHead(200);
  }
}

/** What a careful author writes by hand for one policy: the cheapest that CORS can be with Node's own means. */
function floor(scale: Scale): Listener | null {
  // A set knows no patterns.
  if (scale.peerOrigins !== scale.allowOrigins) return null;
  const origins = new Set(scale.allowOrigins);
  const methods = allowMethods.join(", ");
  const headers = allowHeaders.join(", ");
  const seconds = String(maxAge);
  return (request, response) => {
    const { origin } = request.headers;
    const allowed = origin !== undefined && origins.has(origin);
    if (request.method === "OPTIONS" && origin !== undefined) {
      response.setHeader("Vary", "Origin");
      if (allowed) {
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Allow-Credentials", "true");
        response.setHeader("Access-Control-Allow-Methods", methods);
        response.setHeader("Access-Control-Allow-Headers", headers);
        response.setHeader("Access-Control-Max-Age", seconds);
        response.statusCode = 204;
      } else {
        response.setHeader("Content-Length", "0");
        response.statusCode = 403;
      }
      response.end();
      return;
    }
    if (allowed) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Allow-Credentials", "true");
    }
    response.setHeader("Vary", "Origin");
    application(request, response);
  };
}

/** A middleware in front of the application. */
function before(
  middleware: (request: IncomingMessage, response: ServerResponse, next: () => void) => void,
): Listener {
  // One `next` for all, because a framework makes it once for the whole chain; nothing here is asynchronous.
  let current: [IncomingMessage, ServerResponse];
  const next = (): void => application(...current);
  return (request, response) => {
    current = [request, response];
    middleware(request, response, next);
  };
}

function peer(scale: Scale): Listener {
  return before(
    expressCors({
      origin: scale.peerOrigins,
      credentials: true,
      methods: allowMethods,
      allowedHeaders: allowHeaders,
      maxAge,
    }),
  );
}

function contestant(
  name: string,
  listener: (scale: Scale) => Listener | null,
  empty = false,
): Contestant {
  return {
    name,
    arena: "node",
    empty,
    enter: (scale: Scale, situation: Situation) => {
      const serve = listener(scale);
      return serve && nodeExchange(nodeRequests(situation, situation.origins(scale)), serve);
    },
  };
}

export const nodeContestants: readonly Contestant[] = [
  contestant("empty exchange", () => application, true),
  contestant("floor", floor),
  contestant("@crosswalk/cors/node", (scale) => crosswalkNode(compiledPolicy(scale))(application)),
  contestant("@crosswalk/cors/express", (scale) => before(crosswalkExpress(compiledPolicy(scale)))),
  contestant("cors", peer),
];

/** Our adapter in front of an application that also ends its response. */
export function completeExchange(scale: Scale, situation: Situation): Serve {
  const serve = crosswalkNode(compiledPolicy(scale))((
    _request: IncomingMessage,
    response: ServerResponse,
  ) => {
    response.writeHead(200);
    response.end();
  });
  return nodeExchange(nodeRequests(situation, situation.origins(scale)), serve);
}
