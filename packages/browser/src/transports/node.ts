import { connect as connectPlainly, isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectSecurely } from "node:tls";
import { ArgumentCheck, isObject } from "../infrastructure/argument-check.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";
import { aMoment, Connection, type Opening } from "./connection.ts";
import { overdue, type TimeLimits } from "./exchange.ts";
import { checkTimeLimits, type TransportTimeLimits } from "./time-limits.ts";
import { Timer } from "./timer.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** Limits, and where connections come from. */
export interface NodeTransportOptions extends TransportTimeLimits {
  /** Makes the connections, in place of sockets to the URL's host; it speaks plain HTTP on `https:` too. */
  readonly connect?: (target: { readonly protocol: string; readonly host: string }) => Duplex;
}

// As many as browsers open to one host over HTTP/1.1.
const CONNECTIONS_PER_ORIGIN = 6;

// A page is loaded from one origin, and nobody opens pages of so many without asking these for something.
const MAX_OF_PAGES = 1000;

/**
 * HTTP/1.1 over sockets. Redirects are not followed, nothing is cached or sent again. Added to a request
 * are `Host`, `Connection`, what frames its body, and the content codings that are decoded here.
 *
 * Responses are read as the engine's network stack reads them, malformed ones too.
 */
export function nodeTransport(options: NodeTransportOptions = {}): Transport {
  const check = new ArgumentCheck("nodeTransport(options)");
  checkTimeLimits(check, options, ["connect"]);
  const { connect } = isObject(options) ? options : {};
  check.require(
    connect === undefined || typeof connect === "function",
    "connect",
    connect,
    "({ host }) => net.connect(…), or nothing",
  );
  check.done();
  return connectingTransport(options);
}

/** A transport of options that are checked. */
export function connectingTransport(options: NodeTransportOptions): Transport {
  const pools = new Map<string, Pool>();
  // NB: Each is as if it had served when it is first used.
  const ofPages = new Set<string>();
  const keyOf = ({ origin }: URL, pool: TransportRequest["connectionPool"]): string =>
    `${pool ?? ""} ${origin}`;
  let isClosed = false;
  return {
    async send(request, signal) {
      if (isClosed) throw new Error("the transport is closed");
      signal?.throwIfAborted();
      const key = keyOf(request.url, request.connectionPool);
      let pool = pools.get(key);
      if (pool === undefined) {
        const first = ofPages.delete(key) ? "served" : "new";
        pool = new Pool(request.url, options, first, () => pools.delete(key));
        pools.set(key, pool);
      }
      return pool.send(request, signal);
    },
    pageLoaded(url, pool) {
      if (ofPages.size < MAX_OF_PAGES) ofPages.add(keyOf(url, pool));
    },
    close() {
      isClosed = true;
      // Nobody is left to read what is under way: it is cut off rather than waited for.
      for (const pool of pools.values()) pool.close();
      return Promise.resolve();
    },
  };
}

/** The connections to one origin, and who waits for one. */
class Pool {
  readonly #url: URL;
  readonly #options: NodeTransportOptions;
  readonly #limits: TimeLimits;
  readonly #onEmpty: () => void;
  readonly #all: Set<Connection> = new Set();
  readonly #idle: Connection[] = [];
  readonly #waiting: Waiter[] = [];
  #next: "new" | "served";
  #isClosed = false;

  constructor(
    url: URL,
    options: NodeTransportOptions,
    first: "new" | "served",
    onEmpty: () => void,
  ) {
    const {
      connectTimeout = 10_000,
      headersTimeout = 30_000,
      bodyTimeout = 30_000,
      timeLimit = 300_000,
    } = options;
    this.#url = url;
    this.#options = options;
    this.#limits = { connectTimeout, headersTimeout, bodyTimeout, timeLimit };
    this.#next = first;
    this.#onEmpty = onEmpty;
  }

  async send(request: TransportRequest, signal: AbortSignal | null): Promise<TransportResponse> {
    if (this.#isClosed) throw new Error("the transport was closed");
    // The one used last is the least likely to be closed at the other end.
    const isMadeForIt = request.opensConnection === true;
    if (isMadeForIt && this.#all.size >= CONNECTIONS_PER_ORIGIN) this.#makeRoom();
    let connection = isMadeForIt ? undefined : this.#idle.pop();
    if (connection === undefined && this.#all.size < CONNECTIONS_PER_ORIGIN)
      connection = this.#open(isMadeForIt);
    connection ??= await this.#wait(request, signal);
    const { settling } = connection;
    if (settling !== null) await settling;
    // NB: Whoever was waited for, nobody may want the response any more.
    if (signal?.aborted === true) {
      connection.putBack();
      throw signal.reason;
    }
    if (settling !== null && connection.isClosed) return this.send(request, signal);
    return connection.send(request, signal, this.#timeLeft(request));
  }

  /** From now on, of the limit for all that comes of a fetch. */
  #timeLeft({ whole }: TransportRequest): number {
    const { timeLimit } = this.#limits;
    if (whole === undefined) return timeLimit;
    const now = performance.now();
    whole.startedAt ??= now;
    // NB: Not what is left of a fraction of a millisecond: Node.js has a list for each delay that there is.
    return Math.max(0, timeLimit - Math.floor(now - whole.startedAt));
  }

  close(): void {
    this.#isClosed = true;
    const reason = new Error("the transport was closed");
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
    for (const connection of this.#all) connection.destroy(reason);
  }

  /** libsoup/soup-connection-manager.c, soup_connection_manager_cleanup: for one more, all go that nobody uses. */
  #makeRoom(): void {
    for (const connection of this.#idle.splice(0)) {
      this.#all.delete(connection);
      connection.destroy();
    }
  }

  #open(isMadeForOne = false): Connection {
    const { connect } = this.#options;
    const { protocol, host } = this.#url;
    const opening =
      connect === undefined
        ? socketTo(this.#url)
        : { stream: connect({ protocol, host }), event: null };
    const first = isMadeForOne ? "new" : this.#next;
    const connection = new Connection(opening, this.#limits, first, this.#onChange);
    if (!isMadeForOne) this.#next = "new";
    this.#all.add(connection);
    return connection;
  }

  /** For one of those that are busy. */
  #wait(request: TransportRequest, signal: AbortSignal | null): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const timer = new Timer();
      let unfollow = (): void => undefined;
      const giveUp = (reason: Error): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        waiter.reject(reason);
      };
      const waiter: Waiter = {
        resolve: (connection) => {
          timer.stop();
          unfollow();
          resolve(connection);
        },
        reject: (reason) => {
          timer.stop();
          unfollow();
          reject(reason);
        },
      };
      this.#waiting.push(waiter);
      timer.start(this.#timeLeft(request), () => giveUp(overdue(this.#limits.timeLimit)));
      if (signal !== null) unfollow = followSignal(signal, () => giveUp(signal.reason as Error));
    });
  }

  readonly #onChange = (connection: Connection, state: "idle" | "lingering" | "closed"): void => {
    if (state === "lingering") {
      const place = this.#idle.indexOf(connection);
      // NB: Whoever has it by now keeps it.
      if (place === -1) return;
      this.#idle.splice(place, 1);
      void aMoment().then(() => connection.putBack());
      return;
    }
    if (state === "idle") {
      const waiter = this.#waiting.shift();
      if (waiter === undefined) this.#idle.push(connection);
      else waiter.resolve(connection);
      return;
    }
    this.#all.delete(connection);
    const index = this.#idle.indexOf(connection);
    if (index !== -1) this.#idle.splice(index, 1);
    const waiter = this.#waiting.shift();
    if (waiter === undefined) {
      if (this.#all.size === 0) this.#onEmpty();
      return;
    }
    try {
      waiter.resolve(this.#open());
    } catch (error) {
      waiter.reject(error as Error);
    }
  };
}

function socketTo({ protocol, hostname, port }: URL): Opening {
  // An IPv6 address is in brackets in a URL alone.
  const name = hostname.replace(/^\[(.*)\]$/, "$1");
  // Browsers ask no resolver for `localhost` and what is below it (RFC 6761 §6.3), and some resolvers don't know it, or
  // not as it is written where nothing may be added.
  const host = /(?:^|\.)localhost\.?$/.test(name) ? "localhost" : name;
  if (protocol !== "https:") {
    const stream = connectPlainly({ host, port: Number(port || 80), noDelay: true });
    return { stream, event: "connect" };
  }
  const stream = connectSecurely({
    host,
    port: Number(port || 443),
    ALPNProtocols: ["http/1.1"],
    // Addresses have no name to tell (RFC 6066 §3).
    ...(isIP(name) === 0 ? { servername: name } : {}),
  });
  stream.setNoDelay(true);
  return { stream, event: "secureConnect" };
}

interface Waiter {
  readonly resolve: (connection: Connection) => void;
  readonly reject: (reason: Error) => void;
}
