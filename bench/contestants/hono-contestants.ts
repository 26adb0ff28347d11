import { cors as crosswalkHono } from "@crosswalk/cors/hono";
import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import { cors as honoCors } from "hono/cors";

import type { Contestant } from "../contestant.ts";
import { compiledPolicy } from "../policies.ts";
import type { Scale } from "../scale.ts";
import { allowHeaders, allowMethods, maxAge } from "../situation.ts";
import type { Situation } from "../situation.ts";
import { webExchange } from "./web-exchange.ts";

/** An application with one route, with and without the middleware. */
function contestant(
  name: string,
  middleware: (scale: Scale) => MiddlewareHandler,
  empty = false,
): Contestant {
  return {
    name,
    arena: "hono",
    empty,
    enter: (scale: Scale, situation: Situation) => {
      const application = new Hono();
      application.use("*", middleware(scale));
      application.get("/orders/:id", (context) => context.body(null));
      if (empty) application.options("/orders/:id", (context) => context.body(null, 204));
      return webExchange(scale, situation, (request) => application.fetch(request));
    },
  };
}

function peer({ allowOrigins, peerOrigins }: Scale): MiddlewareHandler {
  const patterns = peerOrigins as readonly RegExp[];
  return honoCors({
    // A list where it takes one; of patterns it knows nothing, so its user writes a function.
    origin:
      peerOrigins === allowOrigins
        ? [...allowOrigins]
        : (origin) => (patterns.some((pattern) => pattern.test(origin)) ? origin : null),
    credentials: true,
    allowMethods: [...allowMethods],
    allowHeaders: [...allowHeaders],
    maxAge,
  });
}

export const honoContestants: readonly Contestant[] = [
  contestant("hono, empty", () => (_context, next) => next(), true),
  contestant(
    "@crosswalk/cors/hono",
    (scale) => crosswalkHono(compiledPolicy(scale)) as MiddlewareHandler,
  ),
  contestant("hono/cors", peer),
];
