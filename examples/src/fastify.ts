import type { AddressInfo } from "node:net";
import type { Running } from "./loopback-server.ts";

// #region readme
import { cors } from "@crosswalk/cors/fastify";
import fastify from "fastify";

const app = fastify();

await app.register(
  cors({
    allowOrigins: ["https://app.example.com"],
    allowCredentials: true,
    allowMethods: ["PUT"],
    allowHeaders: ["Content-Type"],
  }),
);
app.get("/orders", async () => [{ id: 7, item: "kettle" }]);
// #endregion

export async function start(): Promise<Running> {
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url,
    port,
    close: async () => {
      await app.close();
    },
  };
}
