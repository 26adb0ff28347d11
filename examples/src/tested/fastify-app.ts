import { cors } from "@crosswalk/cors/fastify";
import fastify, { type FastifyInstance } from "fastify";
import { policy } from "./policy.ts";

export const app: FastifyInstance = fastify();

void app.register(cors(policy));
app.put("/orders/:id", (_request, reply) => reply.header("X-Request-Id", "r-1").send({}));
