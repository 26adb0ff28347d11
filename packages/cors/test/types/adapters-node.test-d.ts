// Checked by the compiler (`npm run check`): what `cors` returns is what each framework's own types ask for.

import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createServer as createSecureServer } from "node:https";

import { compilePolicy, createCors } from "@crosswalk/cors";
import { cors as expressCors, GuardConflictError } from "@crosswalk/cors/express";
import { cors as fastifyCors } from "@crosswalk/cors/fastify";
import { cors as koaCors } from "@crosswalk/cors/koa";
import { cors as nodeCors } from "@crosswalk/cors/node";
import express, { Router } from "express";
import fastify from "fastify";
import Koa from "koa";

const policy = { allowOrigins: ["https://app.example.com"], allowCredentials: true } as const;
const guard = createCors(policy);

// Node. A listener's parameters have the usual members where they have no type of their own.
createServer(
  nodeCors(policy)(async (request, response) => {
    for await (const chunk of request) response.write(chunk);
    response.setHeader("Content-Type", "text/plain");
    response.writeHead(200, { "Set-Cookie": ["a=1", "b=2"] });
    response.end(`${request.method} ${request.url}`);
  }),
);
createServer(
  nodeCors(policy)(
    (request: IncomingMessage, response: ServerResponse) => void response.end(request.method),
  ),
);
createSecureServer(
  {},
  nodeCors(policy)(
    (request: IncomingMessage, response: ServerResponse) => void response.end(request.method),
  ),
);
createHttp2Server(
  nodeCors(policy)((request, response) => void response.stream.end(request.method)),
);
createServer(nodeCors(guard)(async (_request, response) => void response.end()));
createServer(
  nodeCors(compilePolicy(policy))(nodeCors(guard)((_request, response) => void response.end())),
);
createHttp2Server().on(
  "stream",
  nodeCors(policy).stream((stream, headers) => stream.respond({ "x-path": headers[":path"] })),
);
// @ts-expect-error a trailing slash
nodeCors({ allowOrigins: ["https://app.example.com/"] });
// @ts-expect-error "*" with credentials
nodeCors({ allowOrigins: "*", allowCredentials: true });

// Express.
const app = express();
app.use(expressCors(policy));
app.use("/orders", expressCors(guard));
app.all("/orders/:id", expressCors(policy), (_request, response) => void response.send("ok"));
app.put("/orders/:id", expressCors(compilePolicy(policy)));
Router().use(expressCors({ allowOrigins: "*" }));
app.use(
  (
    error: unknown,
    _request: express.Request,
    response: express.Response,
    next: express.NextFunction,
  ) => {
    if (error instanceof GuardConflictError) response.status(500).send(error.name);
    else next(error);
  },
);
// @ts-expect-error no scheme
app.use(expressCors({ allowOrigins: ["app.example.com"] }));
// @ts-expect-error there is no default policy
app.use(expressCors());

// Fastify.
const instance = fastify();
await instance.register(fastifyCors(policy));
await instance.register(fastifyCors(guard));
await instance.register(fastifyCors());
await fastify({ http2: true }).register(fastifyCors(policy));
instance.put("/orders", { config: { cors: policy } }, () => "ok");
instance.route({
  method: ["PUT", "DELETE"],
  url: "/orders/:id",
  config: { cors: guard },
  handler: () => "ok",
});
// @ts-expect-error upper case
await instance.register(fastifyCors({ allowOrigins: ["https://App.example.com"] }));

// Koa.
const koa = new Koa();
koa.use(koaCors(policy));
koa.use(koaCors(guard));
new Koa<{ user: string }, { orders: number }>().use(koaCors(policy));
// @ts-expect-error an empty list
koa.use(koaCors({ allowOrigins: [] }));
