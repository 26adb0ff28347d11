import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { listenOnLoopback } from "./loopback-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
import { parseOrigins } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/node";

// ALLOWED_ORIGINS="https://app.example.com, https://*.preview.example.com"
export function guardFrom(environment: NodeJS.ProcessEnv): ReturnType<typeof cors> {
  return cors({
    // Unset or empty is an error that stops the start. It never means everyone, and never no one.
    allowOrigins: parseOrigins(environment["ALLOWED_ORIGINS"], "ALLOWED_ORIGINS"),
    allowCredentials: true,
  });
}
// #endregion

export function start(environment: NodeJS.ProcessEnv = process.env): Promise<Running> {
  const listener = guardFrom(environment)((_request: IncomingMessage, response: ServerResponse) => {
    response.end("orders");
  });
  return listenOnLoopback(() => createServer(listener));
}
