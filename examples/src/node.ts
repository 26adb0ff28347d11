import { listenWith } from "./loopback-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { cors } from "@crosswalk/cors/node";

const guard = cors({
  allowOrigins: ["https://app.example.com"],
  allowCredentials: true,
  allowMethods: ["PUT"],
  allowHeaders: ["Content-Type"],
});

const listener: RequestListener = (_request, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify([{ id: 7, item: "kettle" }]));
};
const server = createServer(guard(listener));
// #endregion

export function start(): Promise<Running> {
  return listenWith(server);
}
