import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Something that listens, and where. */
export interface Running {
  /** `http://localhost:4810`, without a slash. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

/** What a port may be: a number, with 0 for any that is free. */
export interface PortWish {
  readonly port: number;
  /** What happens when somebody else listens there. */
  readonly whenBusy: "take-another" | "fail";
}

const ANY_PORT: PortWish = { port: 0, whenBusy: "fail" };

/** How often a free port of 127.0.0.1 may turn out to be taken on [::1] before it is an error. */
const MAX_ATTEMPTS = 5;

/**
 * Makes servers listen on loopback, and on loopback only.
 *
 * `localhost` is two addresses. A server on one of them could share its port with a stranger on the other, and a browser
 * would talk to whichever answers first; so both are taken, or neither.
 *
 * @param createServer makes one server; called once for each address
 */
export async function listenOnLoopback(
  createServer: () => Server,
  wish: PortWish = ANY_PORT,
): Promise<Running> {
  for (let attempt = 1; ; attempt++) {
    const port = attempt === 1 ? wish.port : 0;
    try {
      return await listenOnBoth(createServer, port);
    } catch (error) {
      const mayTryAgain = port === 0 || wish.whenBusy === "take-another";
      if (!isBusy(error) || !mayTryAgain || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/** Makes a server that exists already listen on any free port of 127.0.0.1. */
export async function listenWith(server: Server): Promise<Running> {
  await listen(server, "127.0.0.1", 0);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, close: () => close(server) };
}

async function listenOnBoth(createServer: () => Server, wishedPort: number): Promise<Running> {
  const first = createServer();
  await listen(first, "127.0.0.1", wishedPort);
  const { port } = first.address() as AddressInfo;
  const servers = [first];

  const second = createServer();
  try {
    await listen(second, "::1", port);
    servers.push(second);
  } catch (error) {
    // A machine without IPv6 has no second address.
    if (isBusy(error)) {
      await close(first);
      throw error;
    }
  }
  return {
    url: `http://localhost:${port}`,
    port,
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
