import { createServer, type AddressInfo, type Server, Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { type Certificate, generateCertificate } from "./certificate.ts";
import { RequestReader, type ReceivedRequest } from "./request-reader.ts";

/** What goes back on the connection. */
export interface WireReply {
  readonly bytes: Buffer;
  /** What follows, and when. */
  readonly later?: { readonly bytes: Buffer; readonly delay: number };
  /** Whether the connection ends with it. */
  readonly hangUp: boolean;
  /** Whether it is reset, and not ended in order. */
  readonly reset?: boolean | undefined;
}

/** A connection that requests come over, and who ended it first, if it has ended. */
export interface ServedConnection {
  readonly endedBy: "nobody" | "client" | "server";
}

/** What answers a request; `scheme` is how it came, and `connection` over which. */
export type Answer = (
  request: ReceivedRequest,
  scheme: "http" | "https",
  connection: ServedConnection,
) => WireReply | Promise<WireReply>;

// Some ports in a thousand are in use on a busy machine.
const MAX_TRIES = 8;

/** One server an address, all on the same port. */
async function listenAlike(
  servers: readonly Server[],
  port: number,
  hosts: readonly string[],
): Promise<number> {
  let bound = port;
  for (const [index, server] of servers.entries()) {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(bound, hosts[index], resolve);
    });
    bound = (server.address() as AddressInfo).port;
  }
  return bound;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
}

/** Servers on loopback addresses that answer byte for byte. One certificate serves all that are secure. */
export class LoopbackServer {
  readonly spkiFingerprint: string;
  readonly #certificate: Certificate;
  readonly #answer: Answer;
  readonly #sockets = new Set<Socket>();
  readonly #servers: Server[] = [];

  constructor(answer: Answer, certificate: Certificate = generateCertificate()) {
    this.#certificate = certificate;
    this.spkiFingerprint = certificate.spkiFingerprint;
    this.#answer = answer;
  }

  /** Listens on one port of these addresses, 0 for any that is free, and returns it. */
  async listen(
    port: number,
    hosts: readonly string[],
    scheme: "http" | "https",
    { key, certificate: cert }: Certificate = this.#certificate,
  ): Promise<number> {
    const accept = (socket: Socket): void => this.#accept(socket, scheme);
    for (let tries = 1; ; tries++) {
      const servers = hosts.map(() =>
        scheme === "https" ? createTlsServer({ key, cert }, accept) : createServer(accept),
      );
      try {
        const bound = await listenAlike(servers, port, hosts);
        this.#servers.push(...servers);
        return bound;
      } catch (error) {
        await closeAll(servers);
        const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
        // What is free at one address may be somebody else's at the next.
        if (port !== 0 || !isTaken || tries === MAX_TRIES) throw error;
      }
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await closeAll(this.#servers.splice(0));
  }

  #accept(socket: Socket, scheme: "http" | "https"): void {
    const reader = new RequestReader();
    const connection: Ended = { endedBy: "nobody" };
    // Answers go out in the order of their requests, delayed ones too.
    let previous = Promise.resolve();
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.once("end", () => end(connection, "client"));
    socket.on("close", () => {
      // What is reset has no end.
      end(connection, "client");
      this.#sockets.delete(socket);
    });
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes: Buffer) => {
      for (const request of reader.push(bytes))
        // Whoever else on this machine asks something that can't be answered ends its own connection alone.
        previous = previous
          .then(() => this.#reply(socket, request, scheme, connection))
          .catch(() => void socket.destroy());
    });
  }

  async #reply(
    socket: Socket,
    request: ReceivedRequest,
    scheme: "http" | "https",
    connection: Ended,
  ): Promise<void> {
    const { bytes, later, hangUp, reset } = await this.#answer(request, scheme, connection);
    if (socket.destroyed) return;
    socket.write(bytes);
    if (later !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, later.delay));
      if (socket.destroyed) return;
      socket.write(later.bytes);
    }
    if (!hangUp) return;
    end(connection, "server");
    if (reset === true && socket instanceof Socket) socket.resetAndDestroy();
    else socket.end();
  }
}

type Ended = { -readonly [Member in keyof ServedConnection]: ServedConnection[Member] };

function end(connection: Ended, by: "client" | "server"): void {
  if (connection.endedBy === "nobody") connection.endedBy = by;
}
