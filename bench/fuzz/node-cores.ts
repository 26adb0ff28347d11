import { IncomingMessage, ServerResponse } from "node:http";

import type { CorsGuard } from "@crosswalk/cors";
import { cors as expressCors } from "@crosswalk/cors/express";
import { cors as fastifyCors } from "@crosswalk/cors/fastify";
import { cors as koaCors } from "@crosswalk/cors/koa";
import { cors as nodeCors } from "@crosswalk/cors/node";

import type { HostileRequest } from "./hostile-request.ts";
import { application } from "./outcome.ts";
import type { FuzzOutcome } from "./outcome.ts";

/** An adapter behind which an application runs. */
export interface FuzzCore {
  readonly name: string;
  /** What of a request can be given to it; everything, where it is left out. */
  readonly adapt?: (request: HostileRequest) => HostileRequest;
  /** Prepares the adapter for a guard. */
  prepare(
    guard: CorsGuard,
  ): (request: HostileRequest, form: number) => Promise<FuzzOutcome> | FuzzOutcome;
}

/** Node's own response: everything that goes out passes its checks. */
class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  ran = 0;

  constructor({ method, url, headers }: HostileRequest) {
    this.request = new IncomingMessage(null as never);
    this.request.method = method;
    this.request.url = url;
    Object.defineProperty(this.request, "headers", { value: headers });
    this.response = new ServerResponse(this.request);
  }

  /** The application: it answers in each of the ways that there are. */
  run(form: number): void {
    this.ran++;
    const { response } = this;
    if (form % 4 === 0)
      for (const [name, value] of Object.entries(application)) response.setHeader(name, value);
    if (form % 4 === 1) response.writeHead(200, application as unknown as Record<string, string>);
    if (form % 4 === 2) response.writeHead(200, "OK", pairs.flat());
    if (form % 4 === 3) response.writeHead(200, pairs as unknown as string[]);
    response.end("ok");
  }

  outcome(): FuzzOutcome {
    const text = (this.response as unknown as { _header: string | null })._header;
    if (text === null) throw new Error("no headers were sent");
    const lines = text.split("\r\n").slice(1, -2);
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    return { ran: this.ran, status: this.response.statusCode, headers };
  }
}

const pairs = Object.entries(application).flatMap(([name, value]) =>
  [value].flat().map((line) => [name, line]),
);

type Hook = (request: object, reply: object, done: (error?: Error) => void) => void;

/** What the plugin adds to an instance. */
function fastifyHook(guard: CorsGuard): Hook {
  let onRequest: Hook | undefined;
  const instance = {
    server: {},
    addHook: (name: string, hook: Hook) => void (name === "onRequest" && (onRequest = hook)),
  };
  fastifyCors(guard)(instance, {}, () => undefined);
  if (onRequest === undefined) throw new Error("the plugin has no onRequest hook");
  return onRequest;
}

/** Waits for a decision that is not made at once: `settle` is called when the exchange is over, one way or the other. */
function settled(
  exchange: Exchange,
  start: (run: (error?: unknown) => void) => void,
  form: number,
): Promise<FuzzOutcome> {
  return new Promise((resolve, reject) => {
    exchange.response.end = function (this: ServerResponse, ...given: unknown[]) {
      const result = (
        ServerResponse.prototype.end as (...given: unknown[]) => ServerResponse
      ).apply(this, given);
      resolve(exchange.outcome());
      return result;
    } as ServerResponse["end"];
    try {
      start((error) => (error === undefined ? exchange.run(form) : reject(error)));
    } catch (error) {
      reject(error);
    }
  });
}

export const nodeCores: readonly FuzzCore[] = [
  {
    name: "node",
    prepare: (guard) => {
      const wrap = nodeCors(guard);
      return (request, form) => {
        const exchange = new Exchange(request);
        return settled(
          exchange,
          (run) => wrap(() => run())(exchange.request, exchange.response),
          form,
        );
      };
    },
  },
  {
    name: "express",
    prepare: (guard) => {
      const middleware = expressCors(guard);
      return (request, form) => {
        const exchange = new Exchange(request);
        return settled(
          exchange,
          (run) => middleware(exchange.request, exchange.response, run),
          form,
        );
      };
    },
  },
  {
    name: "koa",
    prepare: (guard) => {
      const middleware = koaCors(guard);
      return async (request, form) => {
        const exchange = new Exchange(request);
        const context = { req: exchange.request, res: exchange.response, originalUrl: request.url };
        await middleware(context, async () => exchange.run(form));
        return exchange.outcome();
      };
    },
  },
  {
    name: "fastify",
    prepare: (guard) => {
      const hook = fastifyHook(guard);
      return (request, form) => {
        const exchange = new Exchange(request);
        const route = { raw: exchange.request, routeOptions: { config: {} } };
        return settled(exchange, (run) => hook(route, { raw: exchange.response }, run), form);
      };
    },
  },
  {
    name: "node, HTTP/2 streams",
    prepare: (guard) => {
      const wrap = nodeCors(guard);
      return async (request, form) => {
        const sent: [string, string][] = [];
        let ran = 0;
        let status = 0;
        const stream = {
          headersSent: false,
          destroyed: false,
          respond(headers: Readonly<Record<string, unknown>> = {}) {
            for (const [name, value] of Object.entries(headers)) {
              if (name === ":status") status = Number(value);
              else for (const line of [value].flat()) sent.push([name, String(line)]);
            }
          },
          respondWithFile(_path: string, headers: Record<string, unknown>) {
            stream.respond(headers);
          },
          respondWithFD(_fd: number, headers: Record<string, unknown>) {
            stream.respond(headers);
          },
        };
        const { host, ...headers } = request.headers;
        const pseudo = {
          ":method": request.method,
          ":path": request.url,
          ...(host === undefined ? {} : { ":authority": host }),
        };
        const done: unknown = wrap.stream((given: typeof stream) => {
          ran++;
          const own = application as unknown as Record<string, unknown>;
          if (form % 3 === 0) given.respond(own);
          else if (form % 3 === 1) given.respondWithFile("", own);
          else given.respondWithFD(0, own);
        })(stream, { ...headers, ...pseudo }, 0);
        if (done instanceof Promise) await done;
        return { ran, status, headers: sent };
      };
    },
  },
];
