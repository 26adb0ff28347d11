import { createServer } from "node:http";
import { listenOnLoopback } from "./loopback-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
import { createCors } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/express";
import express from "express";

/** What the policy would have refused: a log, a metric. */
export const refusals: string[] = [];

const guard = createCors(
  { allowOrigins: ["https://app.example.com"] },
  {
    mode: "report-only",
    onDecision: ({ decision, origin, method, path }) => {
      if (decision.reason !== null)
        refusals.push(`${origin} ${method} ${path}: ${decision.reason}`);
    },
  },
);

const app = express();
app.use(cors(guard));
// #endregion

// The headers of today's application, which the guard leaves alone until its mode is "enforce".
app.get("/orders", (_request, response) => {
  response.set("Access-Control-Allow-Origin", "*").json([]);
});

export function start(): Promise<Running> {
  return listenOnLoopback(() => createServer(app));
}
