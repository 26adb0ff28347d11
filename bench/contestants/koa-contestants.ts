import { cors as crosswalkKoa } from "@crosswalk/cors/koa";
import koaCors from "@koa/cors";
import Koa from "koa";
import type { Context, Next } from "koa";

import type { Contestant } from "../contestant.ts";
import { compiledPolicy } from "../policies.ts";
import type { Scale } from "../scale.ts";
import { allowHeaders, allowMethods, inTurn, maxAge } from "../situation.ts";
import type { Situation } from "../situation.ts";
import { nodeRequests, responseTo } from "./node-exchange.ts";

type Middleware = (context: Context, next: Next) => Promise<unknown>;

/** The middleware called with a context, and the headers sent; without Koa's own way of answering, which is not the middleware's work. */
function contestant(
  name: string,
  middleware: (scale: Scale) => Middleware,
  empty = false,
): Contestant {
  return {
    name,
    arena: "koa",
    empty,
    enter: (scale: Scale, situation: Situation) => {
      const application = new Koa();
      const serve = middleware(scale);
      const request = inTurn(nodeRequests(situation, situation.origins(scale)));
      const response = responseTo();
      return async () => {
        const context = application.createContext(...response(request())) as Context;
        await serve(context, async () => {
          context.status = 200;
        });
        if (!context.res.headersSent) context.res.writeHead(context.res.statusCode);
      };
    },
  };
}

function peer(scale: Scale): Middleware {
  return koaCors({ origin: lookUp(scale), credentials: true, allowMethods, allowHeaders, maxAge });
}

/** `@koa/cors` takes no list, so its user writes the look-up, and knows how. */
function lookUp({ allowOrigins, peerOrigins }: Scale): (context: Context) => string {
  if (peerOrigins === allowOrigins) {
    const origins = new Set(allowOrigins);
    return (context) => {
      const origin = context.get("Origin");
      return origins.has(origin) ? origin : "";
    };
  }
  const patterns = peerOrigins as readonly RegExp[];
  return (context) => {
    const origin = context.get("Origin");
    return patterns.some((pattern) => pattern.test(origin)) ? origin : "";
  };
}

export const koaContestants: readonly Contestant[] = [
  contestant("koa, empty", () => (_context, next) => next(), true),
  contestant("@crosswalk/cors/koa", (scale) => crosswalkKoa(compiledPolicy(scale)) as Middleware),
  contestant("@koa/cors", peer),
];
