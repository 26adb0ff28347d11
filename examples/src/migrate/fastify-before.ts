import type { AddressInfo } from "node:net";
import type { Running } from "../loopback-server.ts";

// #region docs
import cors from "@crosswalk/cors/migrate/fastify-cors";
import fastify from "fastify";

const app = fastify();

await app.register(cors, {
  origin: async (origin) => (await tenantOrigins()).includes(origin ?? ""),
  credentials: true,
  methods: ["GET", "PUT"],
  allowedHeaders: ["Content-Type"],
  hook: "preHandler",
  strictPreflight: false,
});
app.get("/orders", async () => [{ id: 7, item: "kettle" }]);
// #endregion

/** A query in a real application. */
async function tenantOrigins(): Promise<string[]> {
  return ["https://app.example.com"];
}

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
