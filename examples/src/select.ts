import { createServer } from "node:http";
import { listenOnLoopback } from "./loopback-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
import { createCors } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/express";
import express from "express";

const guard = createCors(
  {
    catalogue: { allowOrigins: "*" },
    account: {
      allowOrigins: ["https://app.example.com"],
      allowCredentials: true,
      allowMethods: ["PUT"],
    },
  },
  // What is not public by name is the account's.
  { select: ({ path }) => (path.startsWith("/catalogue/") ? "catalogue" : "account") },
);

const app = express();
app.use(cors(guard));
// #endregion

export function start(): Promise<Running> {
  return listenOnLoopback(() => createServer(app));
}
