import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { listenOnLoopback } from "./loopback-server.ts";
import type { Running } from "./loopback-server.ts";

/** Serves what runs on Workers, Deno and Bun (a `Request` in, a `Response` out) on Node. */
export function listenWithFetch(
  handler: (request: Request) => Response | Promise<Response>,
): Promise<Running> {
  const listener = getRequestListener((request) => handler(request));
  return listenOnLoopback(() =>
    createServer((request, response) => void listener(request, response)),
  );
}
