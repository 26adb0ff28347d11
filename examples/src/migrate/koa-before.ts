import { createServer } from "node:http";
import { listenOnLoopback } from "../loopback-server.ts";
import type { Running } from "../loopback-server.ts";

// #region docs
import cors from "@crosswalk/cors/migrate/koa-cors";
import Koa from "koa";

const app = new Koa();

app.use(
  cors({
    origin: "https://app.example.com",
    credentials: true,
    allowMethods: "GET,PUT",
    allowHeaders: "Content-Type",
    maxAge: "600",
    keepHeadersOnError: true,
  }),
);
app.use((ctx) => {
  ctx.body = [{ id: 7, item: "kettle" }];
});
// #endregion

export function start(): Promise<Running> {
  const listener = app.callback();
  return listenOnLoopback(() =>
    createServer((request, response) => void listener(request, response)),
  );
}
