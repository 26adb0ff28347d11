import { cors as crosswalkFastify } from "@crosswalk/cors/fastify";
import fastifyCors from "@fastify/cors";
import fastify from "fastify";
import type { FastifyInstance } from "fastify";

import type { Contestant } from "../contestant.ts";
import { compiledPolicy } from "../policies.ts";
import type { Scale } from "../scale.ts";
import { allowHeaders, allowMethods, maxAge } from "../situation.ts";
import type { Situation } from "../situation.ts";
import { nodeExchange, nodeRequests } from "./node-exchange.ts";

type Register = (application: FastifyInstance, scale: Scale) => unknown;

/** Fastify's listener, whole: hooks can't be called without it. Not `inject`, which makes a request and a response of its own. */
function contestant(name: string, register: Register, empty = false): Contestant {
  return {
    name,
    arena: "fastify",
    empty,
    enter: async (scale: Scale, situation: Situation) => {
      const application = fastify();
      await register(application, scale);
      application.get("/orders/:id", (_request, reply) => {
        reply.send("");
      });
      // The exchange without CORS has an answer to `OPTIONS` of its own; with CORS, this is never reached.
      if (empty) {
        application.options("/orders/:id", (_request, reply) => {
          reply.code(204).send();
        });
      }
      await application.ready();
      return nodeExchange(nodeRequests(situation, situation.origins(scale)), (request, response) =>
        application.routing(request, response),
      );
    },
  };
}

export const fastifyContestants: readonly Contestant[] = [
  contestant("fastify, empty", () => undefined, true),
  contestant("@crosswalk/cors/fastify", (application, scale) =>
    application.register(crosswalkFastify(compiledPolicy(scale)) as never),
  ),
  contestant("@fastify/cors", (application, scale) =>
    application.register(fastifyCors, {
      origin: [...scale.peerOrigins],
      credentials: true,
      methods: [...allowMethods],
      allowedHeaders: [...allowHeaders],
      maxAge,
    }),
  ),
];
