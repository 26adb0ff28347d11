import { createServer } from "node:http";
import { listenOnLoopback } from "../loopback-server.ts";
import type { Running } from "../loopback-server.ts";

// #region docs
import { cors } from "@crosswalk/cors/express";
import express from "express";

const app = express();

app.use(
  cors({
    allowOrigins: ["https://app.example.com", "https://*.preview.example.com"],
    allowCredentials: true,
    allowMethods: ["PUT", "DELETE"],
    allowHeaders: ["Content-Type", "Authorization"],
    exposeHeaders: ["X-Request-Id"],
    maxAge: 600,
  }),
);
app.get("/orders", (_request, response) => {
  response.json([{ id: 7, item: "kettle" }]);
});
// #endregion

export function start(): Promise<Running> {
  return listenOnLoopback(() => createServer(app));
}
