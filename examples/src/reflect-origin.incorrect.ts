// Do not copy this: it is the popular mistake, kept so that a test can show what it does.
import { createServer } from "node:http";
import { listenOnLoopback } from "./loopback-server.ts";
import type { Running } from "./loopback-server.ts";

// #region readme
import express from "express";

const app = express();

app.use((request, response, next) => {
  // "It only works when I send the origin back." For every site on the web it now works.
  response.set("Access-Control-Allow-Origin", request.headers.origin);
  response.set("Access-Control-Allow-Credentials", "true");
  next();
});
app.get("/orders", (_request, response) => {
  response.json([{ id: 7, item: "kettle" }]);
});
// #endregion

export function start(): Promise<Running> {
  return listenOnLoopback(() => createServer(app));
}
