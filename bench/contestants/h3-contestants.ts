import { cors as crosswalkH3 } from "@crosswalk/cors/h3";
import { H3, handleCors } from "h3";
import type { Middleware } from "h3";

import type { Contestant } from "../contestant.ts";
import { compiledPolicy } from "../policies.ts";
import type { Scale } from "../scale.ts";
import { allowHeaders, allowMethods, maxAge } from "../situation.ts";
import type { Situation } from "../situation.ts";
import { webExchange } from "./web-exchange.ts";

/** An application with one route, with and without the middleware. */
function contestant(
  name: string,
  middleware: (scale: Scale) => Middleware,
  empty = false,
): Contestant {
  return {
    name,
    arena: "h3",
    empty,
    enter: (scale: Scale, situation: Situation) => {
      const application = new H3();
      application.use(middleware(scale));
      application.get("/orders/:id", () => "");
      if (empty) application.options("/orders/:id", () => new Response(null, { status: 204 }));
      return webExchange(scale, situation, (request) => application.fetch(request));
    },
  };
}

function peer(scale: Scale): Middleware {
  const options = {
    origin: [...scale.peerOrigins],
    credentials: true,
    methods: [...allowMethods],
    allowHeaders: [...allowHeaders],
    // Left out it means `*`, of which h3 says that it has no effect with credentials.
    exposeHeaders: [],
    maxAge: String(maxAge),
  };
  return (event, next) => {
    const answered = handleCors(event, options);
    return answered === false ? next() : answered;
  };
}

export const h3Contestants: readonly Contestant[] = [
  contestant("h3, empty", () => (_event, next) => next(), true),
  contestant("@crosswalk/cors/h3", (scale) => crosswalkH3(compiledPolicy(scale))),
  contestant("h3 handleCors", peer),
];
