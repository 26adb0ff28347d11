import { createServer, Server } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { LoopbackServer } from "../../src/server/loopback-server.ts";

afterEach(() => vi.restoreAllMocks());

const open = (): LoopbackServer =>
  new LoopbackServer(() => ({ bytes: Buffer.from("ok"), hangUp: true }));

it("a port that is free at one address and taken at the next is given up for another", async () => {
  const taken = createServer();
  const listen = Server.prototype.listen;
  let count = 0;
  vi.spyOn(Server.prototype, "listen").mockImplementation(function (
    this: Server,
    ...given: unknown[]
  ) {
    const [port, host] = given;
    // Somebody else takes it in between.
    if (++count === 2) listen.call(taken, { port: port as number, host: host as string });
    return listen.apply(this, given as never);
  });
  const server = open();
  try {
    const port = await server.listen(0, ["127.0.0.1", "127.0.0.2"], "http");
    expect(count).toBe(4);
    expect(taken.address()).not.toMatchObject({ port });
  } finally {
    await server.close();
    taken.close();
  }
});

it("a port that was asked for by its number is none other", async () => {
  const [one, other] = [open(), open()];
  try {
    const port = await one.listen(0, ["127.0.0.1"], "http");
    await expect(other.listen(port, ["127.0.0.1"], "http")).rejects.toThrow("EADDRINUSE");
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
});
