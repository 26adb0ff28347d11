import { createServer } from "node:http";
import { listenOnLoopback } from "./loopback-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
import { createCors } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/express";
import express from "express";

/** Stands for a database of customers who bring their own domain. */
export const customers = new Set(["https://shop.example.net"]);

const guard = createCors(
  { allowOrigins: ["https://app.example.com"], allowCredentials: true },
  {
    // Asked only about origins that the policy does not list. Anything but `true` refuses.
    resolveOrigin: { resolve: async (origin) => customers.has(origin), timeLimit: 500 },
  },
);

const app = express();
app.use(cors(guard));
// #endregion

export function start(): Promise<Running> {
  return listenOnLoopback(() => createServer(app));
}
