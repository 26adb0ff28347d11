import { createServer, type RequestListener, type Server } from "node:http";
import { emitWarning } from "node:process";
import { type Duplex, duplexPair } from "node:stream";
import { ArgumentCheck, canDo, isObject } from "../infrastructure/argument-check.ts";
import { isPromise } from "../infrastructure/is-promise.ts";
import { connectingTransport } from "./node.ts";
import { checkTimeLimits, type TransportTimeLimits } from "./time-limits.ts";
import type { Transport } from "./transport.ts";

/**
 * Hands requests to a Node.js listener in this process: what `http.createServer` takes, as an Express or Connect
 * application or Koa's `app.callback()` is, or a server that need not listen, as Fastify's `app.server` after
 * `await app.ready()`. Every origin leads there.
 *
 * Messages are written and parsed by Node.js as over a socket, but no port is opened. What a listener throws breaks its connection,
 * and is why the request failed; so is what an `async` one rejects with, unless a server has it already: of that nobody hears but the process,
 * which is warned of what one rejects with when it has answered.
 */
export function listenerTransport(
  listener: RequestListener | Server,
  options: TransportTimeLimits = {},
): Transport {
  const check = new ArgumentCheck("listenerTransport(listener, options)");
  check.require(
    typeof listener === "function" || canDo(listener, "emit", "listen", "address"),
    "listener",
    listener,
    "an Express app, Koa's app.callback(), Fastify's app.server after app.ready(), or handlerTransport(app.fetch) for Hono",
  );
  checkTimeLimits(check, options);
  check.done();
  const server = typeof listener === "function" ? createServer(heard(listener)) : listener;
  return connectingTransport({
    ...options,
    connect: ({ protocol }) => connectTo(server, protocol === "https:"),
  });
}

/** What breaks off a connection in process, by the server's end. */
const breakers: WeakMap<object, (error: unknown) => void> = new WeakMap();

/** Events' listeners are not waited for: what one rejects with would end the process, and its request wait in vain. */
function heard(listener: RequestListener): RequestListener {
  return (request, response) => {
    const given: unknown = listener(request, response);
    if (!isObject(given)) return;
    const breakOff = (error: unknown): void => {
      if (!response.writableEnded) breakers.get(request.socket)?.(error);
      // The request is answered, and its connection another's by now.
      else emitWarning(asError(error));
    };
    const look = (result: unknown): void => {
      if (!response.headersSent && isWebResponse(result)) breakOff(notListening());
    };
    if (isPromise(given)) given.then(look, breakOff);
    else look(given);
  };
}

/** Of whatever realm or package. NB: Listeners may return what they answered with, which has a status in frameworks. */
const isWebResponse = (given: unknown): boolean => canDo(given, "arrayBuffer", "clone");

const notListening = (): TypeError =>
  new TypeError(
    "the listener returned a Response, which nobody sends; write handlerTransport(app.fetch) in place of listenerTransport",
  );

// Where Fastify is before its plugins are loaded, it throws of what they would have set.
const thrownInFastify = /^[^\n]*\n\s+at [^\n]*[\\/]node_modules[\\/]fastify[\\/]/;

const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error("the listener threw it", { cause: thrown });

/** What a server's listener threw, in words that tell what to do about it. */
function explained(thrown: unknown): Error {
  const error = asError(thrown);
  return thrownInFastify.test(error.stack ?? "")
    ? new Error(
        "Fastify's server threw it, as it does before the app is ready: await app.ready() before the first request",
        { cause: error },
      )
    : error;
}

/** The client's end of a connection to a server; what the server's end says of itself is what frameworks read. */
function connectTo(server: Server, isEncrypted: boolean): Duplex {
  const [ours, theirs] = duplexPair();
  const address = { remoteAddress: "127.0.0.1", remoteFamily: "IPv4", encrypted: isEncrypted };
  const breakOff = (error: unknown): void => {
    ours.destroy(explained(error));
  };
  breakers.set(theirs, breakOff);
  server.emit("connection", Object.assign(theirs, address, { emit: emitterOf(theirs, breakOff) }));
  // The ends of a pair don't notice that the other was cut off.
  ours.once("close", () => theirs.destroy());
  theirs.once("close", () => ours.destroy());
  return ours;
}

/**
 * A request's listeners run where its bytes are heard. What they throw would pass through there, past whoever sends, and end the
 * process; a server in another process would be gone, and its connection with it.
 */
function emitterOf(stream: Duplex, onThrown: (error: unknown) => void): Duplex["emit"] {
  const emit = stream.emit.bind(stream) as (...event: readonly unknown[]) => boolean;
  return (...event: readonly unknown[]): boolean => {
    try {
      return emit(...event);
    } catch (error) {
      onThrown(error);
      return true;
    }
  };
}
