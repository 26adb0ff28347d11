import { createServer, type AddressInfo, type Socket } from "node:net";

/**
 * What lets a browser reach loopback addresses alone: a proxy for everything else, which answers
 * nothing and hangs up.
 */
export interface LoopbackFence {
  /** The proxy's URL. */
  readonly url: string;
  /** Names and addresses that are asked directly, as GSimpleProxyResolver takes them. */
  readonly direct: readonly string[];
  /** The first line of each request that came to it. */
  readonly turnedAway: readonly string[];
  close(): Promise<void>;
}

// NB: `http` and `x` are what a `Location` of `http://http://…` or `/\x` names. They have no address
// anywhere, and what the console says of that is recorded.
const direct = ["127.0.0.0/8", "::1", "localhost", "*.localhost", "http", "x"];

export async function startLoopbackFence(): Promise<LoopbackFence> {
  const turnedAway: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => open.delete(socket));
    socket.once("data", (chunk: Buffer) => {
      turnedAway.push(chunk.toString("latin1").split("\r\n", 1)[0]!);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    direct,
    turnedAway,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
