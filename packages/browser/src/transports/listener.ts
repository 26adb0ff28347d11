import { createServer, type RequestListener, type Server } from "node:http";
import { type Duplex, duplexPair } from "node:stream";
import { ArgumentCheck, canDo } from "../infrastructure/argument-check.ts";
import { nodeTransport, type NodeTransportOptions } from "./node.ts";
import type { Transport } from "./transport.ts";

/**
 * Hands requests to a Node.js listener in this process: what `http.createServer` takes, as an Express or Connect
 * application or Koa's `app.callback()` is, or a server that need not listen, as Fastify's `app.server` after
 * `await app.ready()`. Every origin leads there.
 *
 * Messages are written and parsed by Node.js as over a socket, but no port is opened.
 */
export function listenerTransport(
  listener: RequestListener | Server,
  options: NodeTransportOptions = {},
): Transport {
  const check = new ArgumentCheck("listenerTransport(listener)");
  check.require(
    typeof listener === "function" || canDo(listener, "emit", "listen", "address"),
    "listener",
    listener,
    "an Express app, Koa's app.callback(), Fastify's app.server after app.ready(), or handlerTransport(app.fetch) for Hono",
  );
  check.done();
  const server = typeof listener === "function" ? createServer(listener) : listener;
  return nodeTransport({
    ...options,
    connect: ({ protocol }) => connectTo(server, protocol === "https:"),
  });
}

/** The client's end of a connection to a server; what the server's end says of itself is what frameworks read. */
function connectTo(server: Server, isEncrypted: boolean): Duplex {
  const [ours, theirs] = duplexPair();
  const address = { remoteAddress: "127.0.0.1", remoteFamily: "IPv4", encrypted: isEncrypted };
  server.emit("connection", Object.assign(theirs, address));
  // The ends of a pair don't notice that the other was cut off.
  ours.once("close", () => theirs.destroy());
  theirs.once("close", () => ours.destroy());
  return ours;
}
